/**
 * The end of the process. Each piece of work is told of it by a signal of its own, which goes when the work is done: what
 * the work leaves listening does not pile up on a signal that lives as long as the process.
 */
export class Ending {
  readonly #underWay = new Set<AbortController>();
  #hasBegun = false;

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  begin(): void {
    this.#hasBegun = true;
    for (const own of this.#underWay) own.abort();
  }

  /** Runs `work` with its signal; gives and throws what it does. */
  async during<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const own = new AbortController();
    if (this.#hasBegun) own.abort();
    this.#underWay.add(own);
    try {
      return await work(own.signal);
    } finally {
      this.#underWay.delete(own);
    }
  }
}
