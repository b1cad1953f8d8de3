import type { Instant } from '#shared/model/instant.ts';
import type { Clock } from '../ports/clock.ts';

/** While many fail at once their server is not judged anew at each failure. */
const pauseMs = 10_000;

/** Y10: gathers the organizations in which something failed, and has the servers of each judged once for many failures. */
export class ProfileWatch {
  readonly #clock: Clock;
  readonly #watch: (organizationId: string) => Promise<void>;
  readonly #failed = new Set<string>();
  #nextAt = 0 as Instant;

  constructor(clock: Clock, watch: (organizationId: string) => Promise<void>) {
    this.#clock = clock;
    this.#watch = watch;
  }

  failed(organizationId: string): void {
    this.#failed.add(organizationId);
  }

  /** While a run lasts. */
  async look(): Promise<void> {
    if (this.#failed.size > 0 && this.#clock.now() >= this.#nextAt) await this.settle();
  }

  /** At its end: nothing is left that nobody judged. */
  async settle(): Promise<void> {
    const failed = [...this.#failed];
    this.#nextAt = (this.#clock.now() + pauseMs) as Instant;
    for (const organizationId of failed) {
      this.#failed.delete(organizationId);
      await this.#watch(organizationId);
    }
  }
}
