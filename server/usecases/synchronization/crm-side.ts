import { RecordInput } from '#shared/model/record.ts';
import type { Expected } from '#shared/sync/action.ts';
import type { Agreement, Committed, CrmSide, CrmStep } from '#shared/sync/cycle-ports.ts';
import type { Side, SyncFields, SyncLink } from '#shared/sync/item.ts';
import { type ContactFacts, contactInput, contactRevision } from '../../domain/synchronization/contact-record.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { findRecordType } from '../records/record-types.ts';
import { addRecord, saveRecord, WrittenMeanwhile } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';
import { contactFacts, readContacts } from './contact-items.ts';
import { crmChanges } from './crm-changes.ts';
import { SyncLeaseLost, type SyncNeeds, type SyncTurn } from './sync-needs.ts';

type Needs = Pick<SyncNeeds, 'store' | 'clock' | 'ids'>;
type Of<Step extends CrmStep['step']> = Extract<CrmStep, { readonly step: Step }>;

const changed: Committed = { kind: 'changed' };
const done: Committed = { kind: 'done', link: null };

/** One transaction: everything a step does, or nothing. */
class Steps {
  readonly #needs: Needs;
  readonly #tx: StoreWrite;
  readonly #turn: SyncTurn;

  constructor(needs: Needs, tx: StoreWrite, turn: SyncTurn) {
    this.#needs = needs;
    this.#tx = tx;
    this.#turn = turn;
  }

  async run(step: CrmStep): Promise<Committed> {
    const { scope } = this.#turn;
    const links = this.#tx.synchronization;
    switch (step.step) {
      case 'remember':
        await links.remember(scope, step.crmId, step.lost, this.#needs.clock.now());
        return done;
      case 'link':
      case 'merge':
      case 'relink':
        return this.#agree(step);
      case 'createRecord':
        return this.#create(step);
      case 'restoreRecord':
        return this.#restore(step);
      case 'removeRecord':
        return this.#remove(step);
      case 'begin':
        return this.#become(step.linkId, step.state);
      case 'suspend':
        return this.#become(step.linkId, 'suspended');
      case 'drop':
        await links.dropLink(scope, step.linkId);
        return done;
      case 'unlink':
        return this.#unlink(step);
    }
  }

  async #become(linkId: string, state: SyncLink['state']): Promise<Committed> {
    return (await this.#tx.synchronization.setLinkState(this.#turn.scope, linkId, state)) ? done : changed;
  }

  async #contact(id: string): Promise<{ readonly record: StoredRecord; readonly facts: ContactFacts } | null> {
    const record = await this.#tx.records.find(this.#turn.actor.userId, { type: 'contact', id });
    if (record === null) return null;
    const [facts] = await contactFacts(this.#tx, this.#turn.actor.userId, [record]);
    return facts === undefined ? null : { record, facts };
  }

  async #revisionOf(id: string): Promise<string> {
    const now = await this.#contact(id);
    return now === null ? '' : contactRevision(now.facts);
  }

  async #write(id: string | null, writes: SyncFields): Promise<string> {
    const { actor } = this.#turn;
    const standing = id === null ? null : await this.#contact(id);
    const read = RecordInput.safeParse(contactInput(writes, standing?.facts ?? null));
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new Refusal('invalid_request', `${issue?.path.join('.') ?? 'record'}: ${issue?.message ?? 'is not valid'}`);
    }
    const type = await findRecordType(this.#tx, 'contact');
    const write = { actor, type, input: read.data, origin: 'synchronization' } as const;
    const at = this.#needs.clock.now();
    if (standing === null) return (await addRecord(this.#needs, this.#tx, { ...write, standing: null }, at)).id;
    return (await saveRecord(this.#tx, { ...write, standing: standing.record }, at)).id;
  }

  async #put(
    put: { readonly id: string; readonly origin: Side; readonly crmId: string; readonly mailbox: Expected },
    agreement: Agreement,
  ): Promise<Committed> {
    const { scope } = this.#turn;
    const { base, unsettled, lost, open } = agreement;
    const link = {
      id: put.id,
      crmId: put.crmId,
      crmRevision: await this.#revisionOf(put.crmId),
      mailboxId: put.mailbox.id,
      mailboxRevision: put.mailbox.revision,
      base,
      unsettled,
      state: 'whole',
    } as const;
    await this.#tx.synchronization.putLink(scope, { link, origin: put.origin, open });
    await this.#tx.synchronization.remember(scope, put.crmId, lost, this.#needs.clock.now());
    return { kind: 'done', link };
  }

  async #agree(step: Of<'link' | 'merge' | 'relink'>): Promise<Committed> {
    const { scope } = this.#turn;
    if ((await this.#revisionOf(step.crm.id)) !== step.crm.revision) return changed;
    const former = step.step === 'link' ? null : await this.#tx.synchronization.findLink(scope, step.linkId);
    if (step.step !== 'link' && former === null) return changed;
    if (step.step !== 'relink' && Object.keys(step.writes).length > 0) await this.#write(step.crm.id, step.writes);
    const id = former?.link.id ?? this.#needs.ids.next();
    const put = { id, origin: former?.origin ?? 'crm', crmId: step.crm.id, mailbox: step.mailbox } as const;
    return this.#put(put, step.agreement);
  }

  async #create({ mailbox, fields }: Of<'createRecord'>): Promise<Committed> {
    const [standing] = await this.#tx.synchronization.linksOf(this.#turn.scope, [], [mailbox.id]);
    if (standing !== undefined) return changed;
    const crmId = await this.#write(null, fields);
    const put = { id: this.#needs.ids.next(), origin: 'mailbox', crmId, mailbox } as const;
    return this.#put(put, { base: fields, unsettled: [], lost: [], open: [] });
  }

  async #restore({ linkId, mailbox, fields }: Of<'restoreRecord'>): Promise<Committed> {
    const { actor, scope } = this.#turn;
    const former = await this.#tx.synchronization.findLink(scope, linkId);
    if (former === null) return changed;
    const ref = { type: 'contact', id: former.link.crmId };
    const record = await this.#tx.records.findAny(actor.userId, ref);
    if (record !== null && record.deletedAt === null) return changed;
    const at = this.#needs.clock.now();
    if (record !== null) {
      await this.#tx.records.markDeleted(ref.id, null);
      await this.#tx.journal.append([
        {
          kind: 'record.restored',
          subjectId: ref.id,
          at,
          actorId: actor.userId,
          reason: 'contact',
          facts: { recordType: 'contact', origin: 'synchronization' },
        },
      ]);
    }
    const crmId = await this.#write(record === null ? null : ref.id, fields);
    const put = { id: linkId, origin: former.origin, crmId, mailbox } as const;
    return this.#put(put, { base: fields, unsettled: [], lost: [], open: [] });
  }

  async #remove({ linkId, crm }: Of<'removeRecord'>): Promise<Committed> {
    const standing = await this.#contact(crm.id);
    if (standing === null || contactRevision(standing.facts) !== crm.revision) return changed;
    const at = this.#needs.clock.now();
    await this.#tx.records.markDeleted(crm.id, at);
    await this.#tx.journal.append([
      {
        kind: 'record.deleted',
        subjectId: crm.id,
        at,
        actorId: this.#turn.actor.userId,
        reason: 'contact',
        before: { name: standing.record.name },
        facts: { recordType: 'contact', origin: 'synchronization' },
      },
    ]);
    await this.#tx.synchronization.dropLink(this.#turn.scope, linkId);
    return done;
  }

  async #unlink({ linkId }: Of<'unlink'>): Promise<Committed> {
    const { scope } = this.#turn;
    const stored = await this.#tx.synchronization.findLink(scope, linkId);
    if (stored === null) return changed;
    await this.#tx.synchronization.dropLink(scope, linkId);
    await this.#tx.synchronization.setApart(scope, { crm: stored.link.crmId, mailbox: stored.link.mailboxId });
    return done;
  }
}

/**
 * The contacts of a user and their links as one side of a cycle. What the record's own rules refuse is an answer about that
 * item; throws SyncLeaseLost once another process has the account, and then nothing is committed.
 */
export const createCrmSide = (needs: Needs, turn: SyncTurn): CrmSide => {
  const { store } = needs;
  const { actor, scope, lease } = turn;
  const org = actor.organizationId;
  return {
    changes: (cursor) => store.read(org, (read) => crmChanges(read, turn, cursor)),
    read: (ids) => store.read(org, (read) => readContacts(read, turn, ids)),
    countLinks: () => store.read(org, (read) => read.synchronization.countLinks(scope)),
    allLinks: async () => (await store.read(org, (read) => read.synchronization.links(scope))).map(({ link }) => link),
    linksOf: async (crmIds, mailboxIds) => {
      const links = await store.read(org, (read) => read.synchronization.linksOf(scope, crmIds, mailboxIds));
      return links.map(({ link }) => link);
    },
    unfinishedLinks: async () =>
      (await store.read(org, (read) => read.synchronization.unfinished(scope))).map(({ link }) => link),
    apart: (crmIds, mailboxIds) =>
      store.read(org, async (read) => ({
        crm: await read.synchronization.apart(scope, 'crm', crmIds),
        mailbox: await read.synchronization.apart(scope, 'mailbox', mailboxIds),
      })),
    // Policies decide about every value so far: nobody is asked, and nobody answers.
    answers: () => Promise.resolve(new Map()),
    commit: async (step) => {
      try {
        return await store.transact(org, async (tx) => {
          if (!(await tx.synchronization.hold(lease))) throw new SyncLeaseLost();
          return new Steps(needs, tx, turn).run(step);
        });
      } catch (error) {
        if (error instanceof WrittenMeanwhile) return changed;
        if (error instanceof Refusal) return { kind: 'refused', words: error.message };
        throw error;
      }
    },
  };
};
