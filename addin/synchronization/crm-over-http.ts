import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import type { CrmSide, CrmStep } from '#shared/sync/cycle-ports.ts';
import type { SideItem, SyncLink } from '#shared/sync/item.ts';
import type { Answers } from '#shared/sync/plan-input.ts';
import type { Call } from '../api/transport.ts';

type Begun = NonNullable<CallOutput<'beginOutlookCycle'>['cycle']>;
export type BegunKind = Begun['kinds'][number];

/** Ids are named to the server in pieces of this size. */
const pieceSize = 500;

const inPieces = (ids: readonly string[]): string[][] => {
  const pieces: string[][] = [];
  for (let at = 0; at < ids.length; at += pieceSize) pieces.push(ids.slice(at, at + pieceSize));
  return pieces;
};

type WireStep = CallInput<'commitCycleStep'>['body']['step'];

/** JSON knows no lists that are only read: the step is copied as it is. */
const sentStep = (step: CrmStep): WireStep => structuredClone(step) as unknown as WireStep;

type WireItem = CallOutput<'readCycleRecords'>['items'][number];

/** What stands nowhere on the wire stands nowhere here. */
const asItem = (item: WireItem): SideItem => item as SideItem;

interface CycleOfKind {
  readonly call: Call;
  readonly cycle: string;
  readonly begun: BegunKind;
}

/**
 * The records and links of one kind, as the server has them. Of the mailbox it is told nothing but what is linked, or becomes
 * so: which items are linked it says first, and all others are left out of what it is asked (Y13).
 */
export const crmOverHttp = ({ call, cycle, begun }: CycleOfKind): CrmSide => {
  const of = { cycle, kind: begun.kind };
  let known: Promise<CallOutput<'readCycleKnown'>> | null = null;
  const askKnown = () => (known ??= call('readCycleKnown', { body: of }));
  const linksNamed = async (crmIds: readonly string[], mailboxIds: readonly string[]): Promise<SyncLink[]> => {
    const links: SyncLink[] = [];
    for (const ids of inPieces(crmIds))
      links.push(...(await call('readCycleLinks', { body: { ...of, crmIds: ids } })).links);
    for (const ids of inPieces(mailboxIds))
      links.push(...(await call('readCycleLinks', { body: { ...of, mailboxIds: ids } })).links);
    return [...new Map(links.map((link) => [link.id, link])).values()];
  };
  return {
    changes: async (cursor) => {
      const { complete, items, cursor: next } = await call('readCycleRecords', { body: { ...of, cursor } });
      return { view: { complete, items: new Map(items.map((item) => [item.id, asItem(item)])) }, cursor: next };
    },
    read: async (ids) => {
      const items: SideItem[] = [];
      for (const piece of inPieces(ids))
        items.push(...(await call('readCycleRecords', { body: { ...of, ids: piece } })).items.map(asItem));
      return items;
    },
    countLinks: () => Promise.resolve(begun.links),
    allLinks: async () => (await call('readCycleLinks', { body: of })).links,
    linksOf: async (crmIds, mailboxIds) => {
      if (mailboxIds.length === 0) return linksNamed(crmIds, []);
      const linked = new Set((await askKnown()).linked);
      return linksNamed(
        crmIds,
        mailboxIds.filter((id) => linked.has(id)),
      );
    },
    unfinishedLinks: () => Promise.resolve(begun.unfinished),
    apart: async (crmIds, mailboxIds) => {
      if (crmIds.length + mailboxIds.length === 0) return { crm: new Set(), mailbox: new Set() };
      const { apart } = await askKnown();
      return { crm: new Set(apart.crm), mailbox: new Set(apart.mailbox) };
    },
    answers: () =>
      Promise.resolve(new Map(begun.answers.map(({ linkId, answers }): [string, Answers] => [linkId, answers]))),
    commit: (step) => call('commitCycleStep', { body: { ...of, step: sentStep(step) } }),
  };
};
