import type { Expected } from '#shared/sync/action.ts';
import type { Agreement, Committed, CrmSide, CrmStep } from '#shared/sync/cycle-ports.ts';
import type { Side, SyncFields, SyncLink } from '#shared/sync/item.ts';
import type { Answers } from '#shared/sync/plan-input.ts';
import type { StoreWrite } from '../../ports/store.ts';
import { WrittenMeanwhile } from '../records/write-record.ts';
import { Refusal } from '../refusal.ts';
import { crmChanges } from './crm-changes.ts';
import type { CrmItems, CrmNeeds, CrmWrite } from './crm-items.ts';
import { itemsOfKind } from './items-of-kind.ts';
import { SyncLeaseLost, type SyncTurn } from './sync-needs.ts';

type Of<Step extends CrmStep['step']> = Extract<CrmStep, { readonly step: Step }>;

const changed: Committed = { kind: 'changed' };
const done: Committed = { kind: 'done', link: null };

const agreedOn = (base: SyncFields): Agreement => ({ base, unsettled: [], lost: [], open: [] });
const unknown = (fields: SyncFields): Agreement => ({
  base: {},
  unsettled: Object.keys(fields),
  lost: [],
  open: [],
});

const answersTo = (open: Agreement['open'], answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([field]) => open.some((one) => one.field === field)));

/** One transaction: everything a step does, or nothing. */
class Steps {
  readonly #needs: CrmNeeds;
  readonly #tx: StoreWrite;
  readonly #turn: SyncTurn;
  readonly #items: CrmItems;
  readonly #write: CrmWrite;

  constructor(write: CrmWrite) {
    this.#write = write;
    this.#needs = write.needs;
    this.#tx = write.tx;
    this.#turn = write.turn;
    this.#items = itemsOfKind(write.turn.scope.kind);
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

  async #put(
    put: {
      readonly id: string;
      readonly origin: Side;
      readonly crmId: string;
      readonly mailbox: Expected;
      readonly answers?: Answers;
    },
    agreement: Agreement,
  ): Promise<Committed> {
    const { scope } = this.#turn;
    const { base, unsettled, lost, open } = agreement;
    const link = {
      id: put.id,
      crmId: put.crmId,
      crmRevision: await this.#items.revision(this.#tx, this.#turn, put.crmId),
      mailboxId: put.mailbox.id,
      mailboxRevision: put.mailbox.revision,
      base,
      unsettled,
      state: 'whole',
    } as const;
    // An answer lasts as long as its question.
    const answers = answersTo(open, put.answers ?? {});
    await this.#tx.synchronization.putLink(scope, { link, origin: put.origin, open, answers });
    await this.#tx.synchronization.remember(scope, put.crmId, lost, this.#needs.clock.now());
    return { kind: 'done', link };
  }

  async #agree(step: Of<'link' | 'merge' | 'relink'>): Promise<Committed> {
    const { scope } = this.#turn;
    if ((await this.#items.revision(this.#tx, this.#turn, step.crm.id)) !== step.crm.revision) return changed;
    const former = step.step === 'link' ? null : await this.#tx.synchronization.findLink(scope, step.linkId);
    if (step.step !== 'link' && former === null) return changed;
    if (step.step !== 'relink' && Object.keys(step.writes).length > 0)
      await this.#items.change(this.#write, step.crm.id, step.writes);
    const stands = former === null ? this.#begun() : { ...former, id: former.link.id };
    return this.#put({ ...stands, crmId: step.crm.id, mailbox: step.mailbox }, step.agreement);
  }

  #begun(): { readonly id: string; readonly origin: Side; readonly answers: Answers } {
    return { id: this.#needs.ids.next(), origin: 'crm', answers: {} };
  }

  async #create({ mailbox, fields }: Of<'createRecord'>): Promise<Committed> {
    const [standing] = await this.#tx.synchronization.linksOf(this.#turn.scope, [], [mailbox.id]);
    if (standing !== undefined) return changed;
    const { id: crmId, stood } = await this.#items.add(this.#write, fields);
    const put = { id: this.#needs.ids.next(), origin: 'mailbox', crmId } as const;
    if (!stood) return this.#put({ ...put, mailbox }, agreedOn(fields));
    // Nothing is agreed on with what others made of it: the next cycle brings both together.
    const [taken] = await this.#tx.synchronization.linksOf(this.#turn.scope, [crmId], []);
    if (taken !== undefined)
      return { kind: 'refused', words: 'The same item stands in this mailbox a second time, and is left as it is.' };
    await this.#put({ ...put, mailbox: { ...mailbox, revision: '' } }, unknown(fields));
    return changed;
  }

  async #restore({ linkId, mailbox, fields }: Of<'restoreRecord'>): Promise<Committed> {
    const { scope } = this.#turn;
    const former = await this.#tx.synchronization.findLink(scope, linkId);
    if (former === null) return changed;
    const how = await this.#items.restore(this.#write, former.link.crmId);
    if (how === 'standing') return changed;
    if (how === 'restored') await this.#items.change(this.#write, former.link.crmId, fields);
    const crmId = how === 'restored' ? former.link.crmId : (await this.#items.add(this.#write, fields)).id;
    return this.#put({ id: linkId, origin: former.origin, crmId, mailbox }, agreedOn(fields));
  }

  async #remove({ linkId, crm }: Of<'removeRecord'>): Promise<Committed> {
    const revision = await this.#items.revision(this.#tx, this.#turn, crm.id);
    if (revision === '' || revision !== crm.revision) return changed;
    await this.#items.remove(this.#write, crm.id);
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
 * What a user has of one kind and its links as one side of a cycle. What the record's own rules refuse is an answer about that
 * item; throws SyncLeaseLost once another process has the account, and then nothing is committed.
 */
export const createCrmSide = (needs: CrmNeeds, turn: SyncTurn): CrmSide => {
  const { store } = needs;
  const { actor, scope, lease } = turn;
  const org = actor.organizationId;
  return {
    changes: (cursor) => store.read(org, (read) => crmChanges(read, turn, cursor)),
    read: (ids) => store.read(org, (read) => itemsOfKind(scope.kind).read(read, turn, ids)),
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
    answers: async () => {
      const asked = await store.read(org, (read) => read.synchronization.inConflict(scope, null));
      return new Map(
        asked.flatMap(({ link, answers }) => (Object.keys(answers).length === 0 ? [] : [[link.id, answers] as const])),
      );
    },
    commit: async (step) => {
      try {
        return await store.transact(org, async (tx) => {
          await turn.guard?.(tx);
          if (!(await tx.synchronization.hold(lease))) throw new SyncLeaseLost();
          return new Steps({ needs, tx, turn }).run(step);
        });
      } catch (error) {
        if (error instanceof WrittenMeanwhile) return changed;
        if (error instanceof Refusal && error.code !== 'stale_generation')
          return { kind: 'refused', words: error.message };
        throw error;
      }
    },
  };
};
