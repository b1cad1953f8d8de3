import { setImmediate } from 'node:timers/promises';
import { TemporaryFailure } from '../ports/failure.ts';

/** The first waits no longer than this for others: what servers say to many comes in several pieces. */
const longestGatheringMs = 2;

interface Entry<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers what many ask for at about the same time, so that it is done at once: while one batch is done the next one
 * gathers. `write` gives an answer per item, in their order. What fails for a reason of its own takes nobody with it: the
 * items of such a batch are tried one by one.
 */
export class Gather<Item, Answer> {
  readonly #write: (items: readonly Item[]) => Promise<readonly Answer[]>;
  readonly #most: number;
  #entries: Entry<Item, Answer>[] = [];
  #writing = false;

  constructor(write: (items: readonly Item[]) => Promise<readonly Answer[]>, most: number) {
    this.#write = write;
    this.#most = most;
  }

  /** Gives the answer to this item once its batch is done; rejects with what its batch failed with. */
  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#entries.push({ item, resolve, reject });
      if (this.#writing) return;
      this.#writing = true;
      void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#entries.length > 0) {
      await this.#untilQuiet();
      await this.#writeBatch(this.#entries.splice(0, this.#most));
    }
    this.#writing = false;
  }

  /** Until what has come in already was looked at and brought nothing new. */
  async #untilQuiet(): Promise<void> {
    const end = performance.now() + longestGatheringMs;
    for (let known = 0; known < this.#entries.length;) {
      if (this.#entries.length >= this.#most || performance.now() >= end) return;
      known = this.#entries.length;
      await setImmediate();
    }
  }

  async #writeBatch(batch: readonly Entry<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.#write(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      // A database that is away is away for each of them.
      if (batch.length === 1 || error instanceof TemporaryFailure) for (const { reject } of batch) reject(error);
      else for (const entry of batch) await this.#writeBatch([entry]);
    }
  }
}

/** A gathering for each organization: a transaction is of one organization. */
export class GatherByOrganization<Item, Answer> {
  readonly #write: (organizationId: string, items: readonly Item[]) => Promise<readonly Answer[]>;
  readonly #most: number;
  readonly #gathers = new Map<string, Gather<Item, Answer>>();

  constructor(write: (organizationId: string, items: readonly Item[]) => Promise<readonly Answer[]>, most: number) {
    this.#write = write;
    this.#most = most;
  }

  add(organizationId: string, item: Item): Promise<Answer> {
    const write = (items: readonly Item[]) => this.#write(organizationId, items);
    const gather = this.#gathers.get(organizationId) ?? new Gather(write, this.#most);
    this.#gathers.set(organizationId, gather);
    return gather.add(item);
  }

  /** Forgets the organizations of whom nothing is under way; to be called when nothing is. */
  clear(): void {
    this.#gathers.clear();
  }
}
