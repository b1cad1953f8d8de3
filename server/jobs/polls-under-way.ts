/** Mailboxes that are read at one time; one that takes long counts no more, so that it delays nobody. */
const mostYoung = 8;
const youngMs = 10_000;
const mostAtOnce = 64;

interface UnderWay {
  readonly organizationId: string;
  readonly mailboxId: string;
  readonly since: number;
  readonly ending: AbortController;
}

const keyOf = (organizationId: string, mailboxId: string): string => `${organizationId}/${mailboxId}`;

/** Which mailboxes are being read now. Each reading has a signal of its own, so that one can be ended without the others. */
export class PollsUnderWay {
  readonly #polls = new Map<string, UnderWay>();

  /** So many more may begin now. */
  get room(): number {
    const now = performance.now();
    const young = [...this.#polls.values()].filter(({ since }) => now - since < youngMs).length;
    return Math.min(mostYoung - young, mostAtOnce - this.#polls.size);
  }

  get organizations(): ReadonlySet<string> {
    return new Set([...this.#polls.values()].map(({ organizationId }) => organizationId));
  }

  /** The signal of a reading that begins; null: this mailbox is being read still. */
  begin(organizationId: string, mailboxId: string): AbortSignal | null {
    const key = keyOf(organizationId, mailboxId);
    if (this.#polls.has(key)) return null;
    const ending = new AbortController();
    this.#polls.set(key, { organizationId, mailboxId, since: performance.now(), ending });
    return ending.signal;
  }

  end(organizationId: string, mailboxId: string): void {
    this.#polls.delete(keyOf(organizationId, mailboxId));
  }

  abortAll(reason: unknown): void {
    for (const { ending } of this.#polls.values()) ending.abort(reason);
  }

  /** Of this organization all but these: they were switched off or removed. */
  abortOthers(organizationId: string, served: ReadonlyMap<string, number>): void {
    for (const { organizationId: of, mailboxId, ending } of this.#polls.values())
      if (of === organizationId && !served.has(mailboxId)) ending.abort(new Error('The mailbox is fetched no more.'));
  }
}
