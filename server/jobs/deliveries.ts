import type { Delivery, MailTransport } from '../ports/mail-transport.ts';
import type { Lane } from '../ports/outbox-store.ts';
import { claimRound, type MailInHand, type RoundNeeds } from '../usecases/outbound/claim-round.ts';
import { deliverEmail } from '../usecases/outbound/deliver-email.ts';
import { recoverLost, releaseMail } from '../usecases/outbound/lost-attempts.ts';
import { recordDelivery } from '../usecases/outbound/record-delivery.ts';
import { deliveryJob } from '../usecases/outbound/submit-email.ts';

export interface DeliverNeeds extends RoundNeeds {
  readonly transport: MailTransport;
  /** Names this process towards others. */
  readonly owner: string;
  /** Mails on their way at one time. */
  readonly connections?: number;
  readonly leaseMs?: number;
}

/** As many as nodemailer's pool opens by itself. */
const usualConnections = 5;
/** Longer than any pause between two renewals; a process that is gone is noticed after it. */
const usualLeaseMs = 120_000;
/** So many mails are taken in hand at a time; those that wait their turn are given back when the process ends. */
const mostInHand = 60;
/** While mail is on its way, new mail is looked for so often though nobody says that there is any. */
const lookAgainMs = 1_000;

interface Outcome {
  readonly mail: MailInHand;
  readonly delivery: Delivery;
}

/** One run of the job: what is in hand, what waits for a connection, what could not be written down yet. */
export class Deliveries {
  readonly #needs: DeliverNeeds;
  readonly #connections: number;
  readonly #leaseMs: number;
  #waiting: MailInHand[] = [];
  /** Waiting or on its way: its lease is renewed. */
  readonly #held = new Set<MailInHand>();
  readonly #onTheWay = new Set<Promise<void>>();
  /** What servers said and the database did not take: it is known here alone, so it is written before anything else. */
  #unwritten: Outcome[] = [];
  #servedLast: ReadonlyMap<Lane, string> = new Map();
  #settled = 0;
  #trouble: { readonly error: unknown } | null = null;
  #wake: () => void = () => undefined;

  constructor(needs: DeliverNeeds) {
    this.#needs = needs;
    this.#connections = needs.connections ?? usualConnections;
    this.#leaseMs = needs.leaseMs ?? usualLeaseMs;
  }

  wake(): void {
    this.#wake();
  }

  async run(signal: AbortSignal): Promise<number> {
    this.#settled = 0;
    const renewing = setInterval(() => void this.#renew(), this.#leaseMs / 3);
    try {
      await this.#writeUnwritten();
      while (!signal.aborted) {
        const claimed = await this.#claim();
        this.#begin(signal);
        if (this.#onTheWay.size === 0 && claimed === 0) break;
        if (this.#onTheWay.size > 0) await this.#somethingEnds();
        this.#throwTrouble();
      }
    } finally {
      await this.#endRun();
      clearInterval(renewing);
    }
    this.#throwTrouble();
    return this.#settled;
  }

  /** Gives back what was not begun and waits for what is on its way. */
  async #endRun(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const mail of waiting) this.#held.delete(mail);
    // What cannot be given back now is free when its lease ends.
    await Promise.allSettled(waiting.map((mail) => releaseMail(this.#needs)(mail)));
    await Promise.all(this.#onTheWay);
  }

  async #claim(): Promise<number> {
    if (this.#waiting.length > 0 || this.#unwritten.length > 0) return 0;
    if (this.#onTheWay.size >= this.#connections) return 0;
    let claimed = 0;
    for (const organizationId of await this.#needs.store.system.outbox.organizationsDue()) {
      this.#settled += await recoverLost(this.#needs)(organizationId);
      const most = mostInHand - this.#waiting.length;
      if (most <= 0) break;
      const { owner } = this.#needs;
      const asked = { owner, leaseMs: this.#leaseMs, most, servedLast: this.#servedLast };
      const round = await claimRound(this.#needs)(organizationId, asked);
      this.#servedLast = round.servedLast;
      this.#waiting.push(...round.mails);
      for (const mail of round.mails) this.#held.add(mail);
      claimed += round.mails.length;
    }
    return claimed;
  }

  #begin(signal: AbortSignal): void {
    while (!signal.aborted && this.#onTheWay.size < this.#connections) {
      const mail = this.#waiting.shift();
      if (mail === undefined) return;
      const attempt: Promise<void> = this.#attempt(mail).finally(() => {
        this.#onTheWay.delete(attempt);
        this.#held.delete(mail);
      });
      this.#onTheWay.add(attempt);
    }
  }

  async #attempt(mail: MailInHand): Promise<void> {
    try {
      const delivery = await deliverEmail(this.#needs)(mail, this.#needs.owner);
      await this.#write({ mail, delivery });
      this.#settled += 1;
    } catch (error) {
      // The lease ends, and what is known then decides; the run stops so that the trouble is seen.
      this.#trouble ??= { error };
    }
  }

  async #write(outcome: Outcome): Promise<void> {
    try {
      await recordDelivery(this.#needs)(outcome.mail, outcome.delivery);
    } catch (error) {
      this.#unwritten.push(outcome);
      throw error;
    }
  }

  async #writeUnwritten(): Promise<void> {
    const unwritten = this.#unwritten;
    this.#unwritten = [];
    for (const outcome of unwritten) {
      await this.#write(outcome).catch((error: unknown) => {
        this.#trouble ??= { error };
      });
      this.#settled += 1;
    }
    this.#throwTrouble();
  }

  #throwTrouble(): void {
    if (this.#trouble === null) return;
    const { error } = this.#trouble;
    this.#trouble = null;
    throw error;
  }

  async #renew(): Promise<void> {
    const organizations = new Set([...this.#held].map(({ organizationId }) => organizationId));
    for (const organizationId of organizations)
      await this.#needs.store
        .transact(organizationId, (tx) => tx.outbox.renew(this.#needs.owner, this.#leaseMs))
        .catch((error: unknown) => {
          // The next renewal is soon; a lease that ends meanwhile is what leases are for.
          this.#needs.log.warn('leases could not be renewed', { job: deliveryJob, organizationId }, error);
        });
  }

  async #somethingEnds(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, lookAgainMs);
    });
    await Promise.race([...this.#onTheWay, woken]);
    clearTimeout(timer);
  }
}
