/** How much may wait for the one who takes it. */
export interface Room {
  readonly items: number;
  readonly bytes: number;
}

interface Waiting<T> {
  readonly value: T;
  readonly sizeBytes: number;
}

type Outcome<End> = { readonly end: End } | { readonly error: unknown };

/** What one side waits for until the other wakes it; a call that comes first is not lost on the next look. */
class Bell {
  #ring = (): void => undefined;
  ring(): void {
    this.#ring();
  }
  heard(): Promise<void> {
    return new Promise((resolve) => {
      this.#ring = resolve;
    });
  }
}

/** Between a source that is read as fast as there is room and a taker with a pace of its own. */
class Shelf<T, End> {
  readonly #queue: Waiting<T>[] = [];
  readonly #filled = new Bell();
  readonly #emptied = new Bell();
  #bytes = 0;
  #closed = false;
  outcome: Outcome<End> | null = null;

  async fill(source: AsyncGenerator<T, End, undefined>, room: Room, sizeOf: (value: T) => number): Promise<void> {
    try {
      for (;;) {
        const step = await source.next();
        if (step.done === true) {
          this.outcome = { end: step.value };
          return;
        }
        const sizeBytes = sizeOf(step.value);
        this.#queue.push({ value: step.value, sizeBytes });
        this.#bytes += sizeBytes;
        this.#filled.ring();
        while (!this.#closed && (this.#queue.length >= room.items || this.#bytes >= room.bytes)) {
          await this.#emptied.heard();
        }
      }
    } catch (error) {
      // Told to the taker when it has taken all that came before.
      this.outcome = { error };
    } finally {
      this.#filled.ring();
    }
  }

  /** The next one; null when something else is to be looked at. */
  async take(): Promise<Waiting<T> | null> {
    const first = this.#queue.shift();
    if (first !== undefined) {
      this.#bytes -= first.sizeBytes;
      this.#emptied.ring();
      return first;
    }
    if (this.outcome === null) await this.#filled.heard();
    return null;
  }

  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  /** Nobody takes any more: the source is read to its end, which is near. */
  close(): void {
    this.#closed = true;
    this.#emptied.ring();
  }
}

/**
 * Goes on reading while the taker is busy with what it has, until the room is full (one item more than that may be on
 * its way). A failure of the source comes after all that was read before it. `abandon` is called when the taker
 * leaves early or the signal aborts: it must bring the source to an end.
 */
export async function* readAhead<T, End>(
  source: AsyncGenerator<T, End, undefined>,
  room: Room,
  how: { readonly sizeOf: (value: T) => number; readonly abandon: () => void; readonly signal: AbortSignal },
): AsyncGenerator<T, End, undefined> {
  const shelf = new Shelf<T, End>();
  const filling = shelf.fill(source, room, how.sizeOf);
  try {
    for (;;) {
      how.signal.throwIfAborted();
      const next = await shelf.take();
      if (next !== null) {
        yield next.value;
        continue;
      }
      const { outcome } = shelf;
      if (outcome === null || !shelf.isEmpty) continue;
      if ('error' in outcome) throw outcome.error;
      return outcome.end;
    }
  } finally {
    if (shelf.outcome === null) how.abandon();
    shelf.close();
    await filling;
  }
}
