/** How much may wait for the one who takes it, or is taken at one time. */
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

/** What is on its way already, through sockets and streams, gets the time to come in. */
const afterOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

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

  /** What has come together: at most `most`, but one at least; empty when something else is to be looked at. */
  async take(most: Room): Promise<T[]> {
    if (this.#queue.length === 0 && this.outcome === null) await this.#filled.heard();
    let seen = 0;
    while (this.#queue.length > seen && this.#queue.length < most.items && this.outcome === null) {
      seen = this.#queue.length;
      await afterOthers();
    }
    const taken: T[] = [];
    let bytes = 0;
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      if (taken.length >= most.items || (taken.length > 0 && bytes + next.sizeBytes > most.bytes)) break;
      this.#queue.shift();
      taken.push(next.value);
      bytes += next.sizeBytes;
    }
    this.#bytes -= bytes;
    this.#emptied.ring();
    return taken;
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

export interface ReadingAhead<T> {
  /** What may wait (one item more than that may be on its way). */
  readonly room: Room;
  /** What is given at one time; an item that is larger comes alone. */
  readonly group: Room;
  readonly sizeOf: (value: T) => number;
  /** Called when the taker leaves early or the signal aborts: it must bring the source to an end. */
  readonly abandon: () => void;
  readonly signal: AbortSignal;
}

/**
 * Goes on reading while the taker is busy with what it has, and gives together what has come in meanwhile. A failure of
 * the source comes after all that was read before it.
 */
export async function* readAhead<T, End>(
  source: AsyncGenerator<T, End, undefined>,
  how: ReadingAhead<T>,
): AsyncGenerator<readonly T[], End, undefined> {
  const shelf = new Shelf<T, End>();
  const filling = shelf.fill(source, how.room, how.sizeOf);
  try {
    for (;;) {
      how.signal.throwIfAborted();
      const taken = await shelf.take(how.group);
      if (taken.length > 0) {
        how.signal.throwIfAborted();
        yield taken;
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
