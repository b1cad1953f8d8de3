import type { Expected, UnlinkReason } from '#shared/sync/action.ts';
import type { Agreement, Committed, CrmSide, CrmStep } from '#shared/sync/cycle-ports.ts';
import type { PresentItem, Side, SideItem, SyncFields, SyncLink } from '#shared/sync/item.ts';
import type { LostValue, OpenConflict } from '#shared/sync/merge.ts';

interface Kept {
  readonly id: string;
  revision: number;
  fields: SyncFields;
  scope: PresentItem['scope'];
  modifiedAt: number;
}

/** Our records and links in memory, each step whole or not at all, and the people who work with the records. */
export class MemoryCrm implements CrmSide {
  readonly records = new Map<string, Kept>();
  readonly links = new Map<string, SyncLink>();
  readonly lost: (LostValue & { readonly crmId: string; readonly mailboxId: string })[] = [];
  readonly open = new Map<string, readonly OpenConflict[]>();
  readonly unlinked: { readonly link: SyncLink; readonly reason: UnlinkReason }[] = [];
  readonly #apart: Record<Side, Set<string>> = { crm: new Set(), mailbox: new Set() };
  readonly #answers = new Map<string, Record<string, Side>>();
  readonly #log: string[] = [];
  #ids = 0;
  #revisions = 0;

  readonly clock: { now: number };

  constructor(clock: { now: number }) {
    this.clock = clock;
  }

  // People in the CRM.

  add(fields: SyncFields, scope: PresentItem['scope'] = 'wanted', id = `r${(this.#ids += 1)}`): string {
    const record: Kept = { id, revision: 0, fields, scope, modifiedAt: 0 };
    this.records.set(record.id, record);
    this.#touched(record);
    return record.id;
  }

  edit(id: string, fields: SyncFields): void {
    const record = this.#existing(id);
    record.fields = { ...record.fields, ...fields };
    this.#touched(record);
  }

  move(id: string, scope: PresentItem['scope']): void {
    const record = this.#existing(id);
    record.scope = scope;
    this.#touched(record);
  }

  delete(id: string): void {
    this.records.delete(id);
    this.#log.push(id);
  }

  /** Somebody answers an open conflict. */
  answer(linkId: string, field: string, side: Side): void {
    this.#answers.set(linkId, { ...this.#answers.get(linkId), [field]: side });
  }

  isApart(side: Side, id: string): boolean {
    return this.#apart[side].has(id);
  }

  #existing(id: string): Kept {
    const record = this.records.get(id);
    if (record === undefined) throw new Error(`no record ${id}`);
    return record;
  }

  #touched(record: Kept): string {
    record.revision = this.#revisions += 1;
    record.modifiedAt = this.clock.now;
    this.#log.push(record.id);
    return String(record.revision);
  }

  #shown(id: string): SideItem {
    const record = this.records.get(id);
    if (record === undefined) return { state: 'gone', id };
    const { fields, scope, modifiedAt, revision } = record;
    return { state: 'present', id, revision: String(revision), fields, modifiedAt, writable: true, scope };
  }

  // What the engine asks.

  changes(cursor: string | null) {
    const ids = cursor === null ? [...this.records.keys()] : this.#log.slice(Number(cursor));
    const items = new Map([...new Set(ids)].map((id) => [id, this.#shown(id)]));
    return Promise.resolve({ view: { complete: cursor === null, items }, cursor: String(this.#log.length) });
  }

  read(ids: readonly string[]): Promise<SideItem[]> {
    return Promise.resolve(ids.map((id) => this.#shown(id)));
  }

  countLinks(): Promise<number> {
    return Promise.resolve(this.links.size);
  }

  allLinks(): Promise<SyncLink[]> {
    return Promise.resolve([...this.links.values()]);
  }

  linksOf(crmIds: readonly string[], mailboxIds: readonly string[]): Promise<SyncLink[]> {
    const [ours, theirs] = [new Set(crmIds), new Set(mailboxIds)];
    return Promise.resolve(
      [...this.links.values()].filter((link) => ours.has(link.crmId) || theirs.has(link.mailboxId)),
    );
  }

  unfinishedLinks(): Promise<SyncLink[]> {
    return Promise.resolve(
      [...this.links.values()].filter(({ state }) => state === 'removing' || state === 'rewriting'),
    );
  }

  apart(crmIds: readonly string[], mailboxIds: readonly string[]) {
    return Promise.resolve({
      crm: new Set(crmIds.filter((id) => this.#apart.crm.has(id))),
      mailbox: new Set(mailboxIds.filter((id) => this.#apart.mailbox.has(id))),
    });
  }

  answers() {
    return Promise.resolve(new Map(this.#answers));
  }

  #isCurrent({ id, revision }: Expected): boolean {
    return String(this.records.get(id)?.revision) === revision;
  }

  #write(id: string, writes: SyncFields): string {
    const record = this.#existing(id);
    if (Object.keys(writes).length === 0) return String(record.revision);
    record.fields = { ...record.fields, ...writes };
    return this.#touched(record);
  }

  #remember(crmId: string, mailboxId: string, lost: readonly LostValue[]): void {
    this.lost.push(...lost.map((value) => ({ ...value, crmId, mailboxId })));
  }

  #keep(link: SyncLink, { lost, open }: Pick<Agreement, 'lost' | 'open'>): Committed {
    this.links.set(link.id, link);
    this.#remember(link.crmId, link.mailboxId, lost);
    if (open.length > 0) this.open.set(link.id, open);
    else this.open.delete(link.id);
    this.#answers.delete(link.id);
    return { kind: 'done', link };
  }

  #become(linkId: string, state: SyncLink['state']): Committed {
    const link = this.links.get(linkId);
    if (link === undefined) return { kind: 'changed' };
    this.links.set(linkId, { ...link, state });
    return { kind: 'done', link: null };
  }

  #link(step: CrmStep & { step: 'link' | 'merge' }, id: string): Committed {
    if (!this.#isCurrent(step.crm)) return { kind: 'changed' };
    const { base, unsettled } = step.agreement;
    const crmRevision = this.#write(step.crm.id, step.writes);
    return this.#keep(
      {
        id,
        crmId: step.crm.id,
        crmRevision,
        mailboxId: step.mailbox.id,
        mailboxRevision: step.mailbox.revision,
        base,
        unsettled,
        state: 'whole',
      },
      step.agreement,
    );
  }

  #newLink(): string {
    return `l${(this.#ids += 1)}`;
  }

  #createFor(mailbox: Expected, fields: SyncFields, linkId: string, id?: string): Committed {
    const crmId = this.add(fields, 'wanted', id);
    const link = {
      id: linkId,
      crmId,
      crmRevision: String(this.#existing(crmId).revision),
      mailboxId: mailbox.id,
      mailboxRevision: mailbox.revision,
      base: fields,
      unsettled: [],
      state: 'whole',
    } as const;
    return this.#keep(link, { lost: [], open: [] });
  }

  #drop(linkId: string): SyncLink | undefined {
    const link = this.links.get(linkId);
    this.links.delete(linkId);
    this.open.delete(linkId);
    this.#answers.delete(linkId);
    return link;
  }

  #unlink(linkId: string, reason: UnlinkReason): Committed {
    const link = this.#drop(linkId);
    if (link === undefined) return { kind: 'changed' };
    this.unlinked.push({ link, reason });
    this.#apart.crm.add(link.crmId);
    this.#apart.mailbox.add(link.mailboxId);
    return { kind: 'done', link: null };
  }

  commit(step: CrmStep): Promise<Committed> {
    return Promise.resolve(this.#commit(step));
  }

  #restore(step: CrmStep & { step: 'restoreRecord' }): Committed {
    const former = this.links.get(step.linkId);
    if (former === undefined || this.records.has(former.crmId)) return { kind: 'changed' };
    return this.#createFor(step.mailbox, step.fields, step.linkId, former.crmId);
  }

  #remove(step: CrmStep & { step: 'removeRecord' }): Committed {
    if (!this.#isCurrent(step.crm)) return { kind: 'changed' };
    this.delete(step.crm.id);
    this.#drop(step.linkId);
    return { kind: 'done', link: null };
  }

  /** The steps that end a link, or begin something with it. */
  #steer(step: CrmStep & { step: 'begin' | 'suspend' | 'drop' | 'unlink' }): Committed {
    switch (step.step) {
      case 'begin':
        return this.#become(step.linkId, step.state);
      case 'suspend':
        return this.#become(step.linkId, 'suspended');
      case 'drop':
        this.#drop(step.linkId);
        return { kind: 'done', link: null };
      case 'unlink':
        return this.#unlink(step.linkId, step.reason);
    }
  }

  #commit(step: CrmStep): Committed {
    switch (step.step) {
      case 'remember':
        this.#remember(step.crmId, step.mailboxId, step.lost);
        return { kind: 'done', link: null };
      case 'link':
        return this.#link(step, this.#newLink());
      case 'merge':
        return this.links.has(step.linkId) ? this.#link(step, step.linkId) : { kind: 'changed' };
      case 'relink':
        return this.#link({ ...step, step: 'merge', writes: {} }, step.linkId);
      case 'createRecord':
        return this.#createFor(step.mailbox, step.fields, this.#newLink());
      case 'restoreRecord':
        return this.#restore(step);
      case 'removeRecord':
        return this.#remove(step);
      default:
        return this.#steer(step);
    }
  }
}
