import type { PresentItem, SyncFields, SyncValue } from '#shared/sync/item.ts';
import { MemoryCrm } from './crm-side.ts';
import { MemoryMailbox } from './mailbox-side.ts';
import type { Random } from './random.ts';

const fieldNames = ['fullName', 'jobTitle', 'company', 'notes'] as const;

/**
 * Two sides and people who work on both, whatever comes to their minds. Every value that anybody writes is unlike any
 * other, so that a lost one is seen: it must stand somewhere in the end, unless somebody wrote over it or deleted it.
 */
export class Walk {
  readonly clock = { now: 1 };
  readonly crm = new MemoryCrm(this.clock);
  readonly mailbox = new MemoryMailbox(this.clock);
  /** Values that people wrote and nobody took back. */
  readonly standing = new Set<SyncValue>();
  readonly random: Random;
  #values = 0;

  constructor(random: Random) {
    this.random = random;
  }

  #value(): string {
    const value = `v${(this.#values += 1)}`;
    this.standing.add(value);
    return value;
  }

  #fresh(): SyncFields {
    return {
      fullName: this.#value(),
      jobTitle: this.#value(),
      company: null,
      notes: '',
      emails: [`${this.#value()}@fabrikam.example`],
    };
  }

  #forget(fields: SyncFields): void {
    for (const value of Object.values(fields).flat()) this.standing.delete(value);
    const [address] = Array.isArray(fields['emails']) ? (fields['emails'] as string[]) : [];
    if (address !== undefined) this.standing.delete(address.split('@')[0] ?? '');
  }

  #edited(fields: SyncFields): SyncFields {
    const field = this.random.pick(fieldNames) ?? 'notes';
    this.#forget({ [field]: fields[field] ?? null });
    return { [field]: this.#value() };
  }

  #inCrm(): string | undefined {
    return this.random.pick([...this.crm.records.keys()]);
  }

  #inMailbox(): string | undefined {
    return this.random.pick([...this.mailbox.items.keys()]);
  }

  #editCrm(id: string): void {
    this.crm.edit(id, this.#edited(this.crm.records.get(id)?.fields ?? {}));
  }

  #editMailbox(id: string): void {
    this.mailbox.edit(id, this.#edited(this.mailbox.items.get(id)?.fields ?? {}));
  }

  #deleteCrm(id: string): void {
    this.#forget(this.crm.records.get(id)?.fields ?? {});
    this.crm.delete(id);
  }

  #deleteMailbox(id: string): void {
    this.#forget(this.mailbox.items.get(id)?.fields ?? {});
    this.mailbox.delete(id);
  }

  /** What people do to a record and an item, and how often in a hundred times. */
  #deeds(ours: string, theirs: string): readonly (readonly [number, () => unknown])[] {
    const { random, crm, mailbox } = this;
    const scopes: PresentItem['scope'][] = ['wanted', 'outside', 'unreadable'];
    return [
      [26, () => this.#editCrm(ours)],
      [26, () => this.#editMailbox(theirs)],
      [4, () => crm.move(ours, random.pick(scopes) ?? 'wanted')],
      [4, () => mailbox.track(theirs, random.happens(0.5))],
      [4, () => this.#deleteCrm(ours)],
      [4, () => this.#deleteMailbox(theirs)],
      [3, () => mailbox.copy(theirs)],
      [3, () => mailbox.shake(theirs)],
      [2, () => mailbox.lock(theirs, random.happens(0.7))],
      [1, () => mailbox.forgetCursors()],
      [1, () => this.#answer()],
    ];
  }

  /** One thing that somebody does. */
  step(): void {
    this.clock.now += 1;
    const { random } = this;
    const ours = this.#inCrm();
    const theirs = this.#inMailbox();
    let choice = random.below(100);
    if (choice < 12 || ours === undefined) this.crm.add(this.#fresh(), random.happens(0.8) ? 'wanted' : 'outside');
    else if (choice < 22 || theirs === undefined) this.mailbox.add(this.#fresh(), { tracked: random.happens(0.7) });
    else {
      choice -= 22;
      for (const [weight, deed] of this.#deeds(ours, theirs)) {
        if (choice < weight) {
          deed();
          return;
        }
        choice -= weight;
      }
    }
  }

  #answer(): void {
    const open = this.random.pick([...this.crm.open.entries()]);
    if (open === undefined) return;
    const [linkId, conflicts] = open;
    for (const { field } of conflicts) this.crm.answer(linkId, field, this.random.happens(0.5) ? 'crm' : 'mailbox');
  }

  /** Values that nobody took back and that stand nowhere any more: each of them is a lost one. */
  missing(): SyncValue[] {
    const kept = new Set<SyncValue>(this.crm.lost.map(({ value }) => value));
    const fields = [...this.crm.records.values(), ...this.mailbox.items.values()].map((one) => one.fields);
    for (const value of fields.flatMap((one) => Object.values(one).flat())) {
      kept.add(value);
      if (typeof value === 'string') kept.add(value.split('@')[0] ?? '');
    }
    return [...this.standing].filter((value) => !kept.has(value));
  }
}
