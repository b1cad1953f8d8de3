import { turnsOf } from '../domain/outbound/round.ts';
import type { MailTransport } from '../ports/mail-transport.ts';
import type { Lane } from '../ports/stored-outbound.ts';
import { claimRound, type MailInHand, type RoundNeeds } from '../usecases/outbound/claim-round.ts';
import { deliverEmail } from '../usecases/outbound/deliver-email.ts';
import { recoverLost, releaseMail } from '../usecases/outbound/lost-attempts.ts';
import type { DeliveryOutcome } from '../usecases/outbound/record-delivery.ts';
import { deliveryJob } from '../usecases/outbound/submit-email.ts';
import { type Note, writeNotes } from '../usecases/outbound/write-notes.ts';
import { GatherByOrganization } from './gather.ts';
import { WaitingMail } from './waiting-mail.ts';

export interface DeliverNeeds extends RoundNeeds {
  readonly transport: MailTransport;
  /** Names this process towards others. */
  readonly owner: string;
  /** Mails on their way at one time. */
  readonly connections?: number;
  readonly leaseMs?: number;
}

/** Three times the sessions of one server: while a third of them talk to it, the others talk to the database. */
const usualConnections = 60;
/** Longer than any pause between two renewals; a process that is gone is noticed after it. */
const usualLeaseMs = 120_000;
/** So many mails are taken in hand at a time; those that wait their turn are given back when the process ends. */
const mostInHand = 100;
/** S15: bytes of mails on their way at one time, unless a single mail has more. */
const mostBytesOnTheWay = 32 * 1024 * 1024;
/** While mail is on its way, new mail is looked for so often though nobody says that there is any. */
const lookAgainMs = 1_000;

/** One run of the job: what is in hand, what waits for a connection, what could not be written down yet. */
export class Deliveries {
  readonly #needs: DeliverNeeds;
  readonly #connections: number;
  readonly #leaseMs: number;
  readonly #waiting = new WaitingMail();
  /** Waiting or on its way: its lease is renewed. */
  readonly #held = new Set<MailInHand>();
  readonly #onTheWay = new Set<Promise<void>>();
  #bytesOnTheWay = 0;
  #claiming: Promise<void> | null = null;
  /** The last look found nothing, and nobody has said since that there is more. */
  #nothingDue = false;
  readonly #outcomes: GatherByOrganization<Note, boolean>;
  /** The same where there is one writer. */
  readonly #markers: GatherByOrganization<Note, boolean>;
  readonly #contents: GatherByOrganization<string, Uint8Array | null>;
  /** What servers said and the database did not take: it is known here alone, so it is written before anything else. */
  #unwritten: DeliveryOutcome[] = [];
  #organizationServedLast: string | null = null;
  readonly #servedLast = new Map<string, ReadonlyMap<Lane, string>>();
  #settled = 0;
  #trouble: { readonly error: unknown } | null = null;
  #stirred = false;
  #lastRun: Promise<unknown> = Promise.resolve();
  #endRest: () => void = () => undefined;

  constructor(needs: DeliverNeeds) {
    this.#needs = needs;
    this.#connections = needs.connections ?? usualConnections;
    this.#leaseMs = needs.leaseMs ?? usualLeaseMs;
    const gather = () => new GatherByOrganization(writeNotes(needs), mostInHand);
    this.#outcomes = gather();
    // A server waits for a marker, nobody for an outcome.
    this.#markers = needs.store.writers === 'many' ? gather() : this.#outcomes;
    const read = (organizationId: string, sha256s: readonly string[]) =>
      needs.store.read(organizationId, async ({ contents }) => {
        const found = await contents.readMany(sha256s);
        return sha256s.map((sha256) => found.get(sha256) ?? null);
      });
    this.#contents = new GatherByOrganization(read, mostInHand);
  }

  wake(): void {
    this.#nothingDue = false;
    this.#stir();
  }

  /** Sends what is due; runs that are asked for at one time take turns. Gives how many mails were settled. */
  run(signal: AbortSignal): Promise<number> {
    const mine = this.#lastRun.then(() => this.#runOnce(signal));
    this.#lastRun = mine.catch(() => undefined);
    return mine;
  }

  async #runOnce(signal: AbortSignal): Promise<number> {
    this.#settled = 0;
    this.#nothingDue = false;
    const renewing = setInterval(() => void this.#renew(), this.#leaseMs / 3);
    const looking = setInterval(() => this.wake(), lookAgainMs);
    try {
      await this.#writeUnwritten();
      while (!signal.aborted) {
        this.#claimAhead();
        this.#begin();
        if (this.#onTheWay.size === 0 && this.#claiming === null) break;
        await this.#untilStirred();
        this.#throwTrouble();
      }
    } finally {
      await this.#endRun();
      clearInterval(looking);
      clearInterval(renewing);
    }
    this.#throwTrouble();
    return this.#settled;
  }

  /** Gives back what was not begun and waits for what is on its way. */
  async #endRun(): Promise<void> {
    await this.#claiming;
    const unbegun = new Map<string, MailInHand[]>();
    for (let mail = this.#waiting.take(); mail !== undefined; mail = this.#waiting.take()) {
      this.#held.delete(mail);
      const { organizationId } = mail;
      unbegun.set(organizationId, [...(unbegun.get(organizationId) ?? []), mail]);
    }
    // What cannot be given back now is free when its lease ends.
    await Promise.allSettled([...unbegun].map((each) => releaseMail(this.#needs)(...each)));
    await Promise.all(this.#onTheWay);
    this.#outcomes.clear();
    this.#markers.clear();
    this.#contents.clear();
  }

  /** The next mails are taken in hand while others are on their way, so that no connection waits for the database. */
  #claimAhead(): void {
    if (this.#claiming !== null || this.#nothingDue || this.#unwritten.length > 0) return;
    if (this.#waiting.size >= this.#connections) return;
    this.#claiming = this.#claim()
      .catch((error: unknown) => {
        this.#trouble ??= { error };
      })
      .finally(() => {
        this.#claiming = null;
        this.#stir();
      });
  }

  async #claim(): Promise<void> {
    // Whoever says from here on that there is mail is heard.
    this.#nothingDue = true;
    const due = await this.#needs.store.system.outbox.organizationsDue();
    const organizations = turnsOf(due, this.#organizationServedLast);
    for (const [index, organizationId] of organizations.entries()) {
      const room = mostInHand - this.#waiting.size;
      if (room <= 0) return;
      const lost = await recoverLost(this.#needs)(organizationId);
      const claimed = await this.#claimOf(organizationId, Math.ceil(room / (organizations.length - index)));
      this.#settled += lost;
      if (lost + claimed > 0) this.#nothingDue = false;
    }
  }

  async #claimOf(organizationId: string, most: number): Promise<number> {
    const servedLast = this.#servedLast.get(organizationId) ?? new Map<Lane, string>();
    const asked = { owner: this.#needs.owner, leaseMs: this.#leaseMs, most, servedLast };
    const round = await claimRound(this.#needs)(organizationId, asked);
    this.#servedLast.set(organizationId, round.servedLast);
    this.#organizationServedLast = organizationId;
    for (const mail of round.mails) {
      this.#waiting.add(mail);
      this.#held.add(mail);
    }
    return round.mails.length;
  }

  #begin(): void {
    while (this.#onTheWay.size < this.#connections) {
      const sizeBytes = this.#waiting.peek()?.email.sizeBytes ?? 0;
      if (this.#onTheWay.size > 0 && this.#bytesOnTheWay + sizeBytes > mostBytesOnTheWay) return;
      const mail = this.#waiting.take();
      if (mail === undefined) return;
      this.#bytesOnTheWay += sizeBytes;
      const attempt: Promise<void> = this.#attempt(mail).finally(() => {
        this.#bytesOnTheWay -= sizeBytes;
        this.#onTheWay.delete(attempt);
        this.#held.delete(mail);
        this.#stir();
      });
      this.#onTheWay.add(attempt);
    }
  }

  async #attempt(mail: MailInHand): Promise<void> {
    const { organizationId } = mail;
    try {
      const delivery = await deliverEmail(this.#needs.transport)(mail, {
        read: (sha256) => this.#contents.add(organizationId, sha256),
        mark: (email) => this.#markers.add(organizationId, { kind: 'marker', email }),
      });
      await this.#write({ mail, delivery });
      this.#settled += 1;
    } catch (error) {
      // The lease ends, and what is known then decides; the run stops so that the trouble is seen.
      this.#trouble ??= { error };
    }
  }

  async #write(outcome: DeliveryOutcome): Promise<void> {
    try {
      await this.#outcomes.add(outcome.mail.organizationId, { kind: 'outcome', outcome });
    } catch (error) {
      this.#unwritten.push(outcome);
      throw error;
    }
  }

  async #writeUnwritten(): Promise<void> {
    const unwritten = this.#unwritten;
    this.#unwritten = [];
    const written = await Promise.allSettled(unwritten.map((outcome) => this.#write(outcome)));
    for (const each of written) if (each.status === 'rejected') this.#trouble ??= { error: each.reason };
    this.#settled += unwritten.length;
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

  #stir(): void {
    this.#stirred = true;
    this.#endRest();
  }

  /** Until something ends, comes in or goes wrong; at once when it already did. */
  async #untilStirred(): Promise<void> {
    if (!this.#stirred)
      await new Promise<void>((resolve) => {
        this.#endRest = resolve;
      });
    this.#stirred = false;
  }
}
