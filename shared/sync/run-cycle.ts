import type { SyncAction } from './action.ts';
import { carryOut, type Outcome, type Sides } from './carry-out.ts';
import type { CycleState, ReadableSide } from './cycle-ports.ts';
import { dependsOnLinks, guardPlan, type Stop } from './guard.ts';
import type { Side, SideItem, SideView, SyncLink } from './item.ts';
import { planSync } from './plan.ts';
import type { SyncPolicy } from './policy.ts';

/** An action of the plan, with what came of it. */
export interface Result {
  readonly action: SyncAction;
  readonly outcome: Outcome;
}

/** What a cycle did. A stopped one did nothing, and its state is that of the cycle before. */
export type CycleReport =
  | { readonly kind: 'stopped'; readonly stop: Stop; readonly plan: readonly SyncAction[] }
  | {
      readonly kind: 'done';
      readonly state: CycleState;
      readonly results: readonly Result[];
    };

interface Reading {
  readonly view: SideView;
  readonly cursor: string;
}

const withItems = (reading: Reading, items: readonly SideItem[]): Reading => {
  const all = new Map(reading.view.items);
  for (const item of items) all.set(item.id, item);
  return { ...reading, view: { ...reading.view, items: all } };
};

/** The items by id again, but those that a complete view lists already, or that are there anyway. */
const readAlso = async (side: ReadableSide, reading: Reading, ids: readonly string[]): Promise<Reading> => {
  const missing = [...new Set(ids)].filter((id) => !reading.view.items.has(id));
  if (reading.view.complete || missing.length === 0) return reading;
  return withItems(reading, await side.read(missing));
};

/** Both sides in one kind of view: where one must show everything, the other does too, or items would be taken for new. */
const readSides = async (sides: Sides, state: CycleState): Promise<Record<Side, Reading>> => {
  const isFirst = state.cursor.crm === null || state.cursor.mailbox === null;
  const mailbox = await sides.mailbox.changes(isFirst ? null : state.cursor.mailbox);
  const crm = await sides.crm.changes(mailbox.view.complete ? null : state.cursor.crm);
  return crm.view.complete && !mailbox.view.complete
    ? { crm, mailbox: await sides.mailbox.changes(null) }
    : {
        crm: await readAlso(sides.crm, crm, state.again.crm),
        mailbox: await readAlso(sides.mailbox, mailbox, state.again.mailbox),
      };
};

const marksIn = (view: SideView): string[] =>
  [...view.items.values()].flatMap((item) => (item.state === 'present' && item.mark !== undefined ? [item.mark] : []));

const linksOf = async ({ crm }: Sides, read: Record<Side, Reading>, answered: Iterable<string>) => {
  if (read.crm.view.complete) return crm.allLinks();
  const ids = [...read.crm.view.items.keys(), ...marksIn(read.mailbox.view)];
  const named = await crm.linksOf([...new Set(ids)], [...read.mailbox.view.items.keys()]);
  const links = [...new Map([...named, ...(await crm.unfinishedLinks())].map((link) => [link.id, link])).values()];
  const known = new Set(links.map(({ id }) => id));
  const rest = new Set([...answered].filter((id) => !known.has(id)));
  return rest.size === 0 ? links : [...links, ...(await crm.allLinks()).filter(({ id }) => rest.has(id))];
};

/** A link whose sides differ, or that was left in the middle of something, is judged with both before one's eyes. */
const readUnsettled = async (sides: Sides, read: Record<Side, Reading>, links: readonly SyncLink[]) => {
  const unsettled = links.filter((link) => link.unsettled.length > 0 || link.state !== 'whole');
  return {
    crm: await readAlso(
      sides.crm,
      read.crm,
      unsettled.map(({ crmId }) => crmId),
    ),
    mailbox: await readAlso(
      sides.mailbox,
      read.mailbox,
      unsettled.map(({ mailboxId }) => mailboxId),
    ),
  };
};

/** The items of an action, on both sides: what was cut short is judged anew with both before one's eyes. */
const itemsOf = (action: SyncAction, links: ReadonlyMap<string, SyncLink>): Partial<Record<Side, string>> => {
  switch (action.do) {
    case 'link':
    case 'merge':
      return { crm: action.crm.id, mailbox: action.mailbox.id };
    case 'create':
      return { [action.source]: action.from.id };
    case 'leave':
      return {};
    case 'restore':
    case 'remove':
    case 'suspend':
    case 'unlink': {
      const link = links.get(action.linkId);
      return link === undefined ? {} : { crm: link.crmId, mailbox: link.mailboxId };
    }
  }
};

const dueAgain = (results: readonly Result[], links: readonly SyncLink[]): CycleState['again'] => {
  const byId = new Map(links.map((link) => [link.id, link]));
  const due: Record<Side, Set<string>> = { crm: new Set(), mailbox: new Set() };
  for (const { action, outcome } of results) {
    const also = outcome.kind === 'refused' ? undefined : outcome.also;
    if (outcome.kind === 'done' && also === undefined) continue;
    const { crm, mailbox } = itemsOf(action, byId);
    if (crm !== undefined) due.crm.add(crm);
    if (mailbox !== undefined) due.mailbox.add(mailbox);
    if (also !== undefined) due.mailbox.add(also);
  }
  return { crm: [...due.crm], mailbox: [...due.mailbox] };
};

/**
 * One cycle: reads what changed on both sides, plans, asks the guard, and does one action after another. The state is for
 * whoever calls to keep, after everything is done; a cycle that was cut off is simply run again from the former one.
 * `confirmed` says whether a person agreed to what the guard stops. A side that fails as a whole is thrown.
 */
export const runCycle = async (
  sides: Sides,
  policy: SyncPolicy,
  state: CycleState,
  { confirmed = false }: { readonly confirmed?: boolean | ((stop: Stop) => boolean) } = {},
): Promise<CycleReport> => {
  const first = await readSides(sides, state);
  const answers = await sides.crm.answers();
  const links = await linksOf(sides, first, answers.keys());
  const read = await readUnsettled(sides, first, links);
  const views = { crm: read.crm.view, mailbox: read.mailbox.view };
  const apart = await sides.crm.apart([...views.crm.items.keys()], [...views.mailbox.items.keys()]);
  const plan = planSync({ links, views, policy, apart, answers });
  const linked = dependsOnLinks(plan, views) ? await sides.crm.countLinks() : 0;
  const stop = confirmed === true ? null : guardPlan(plan, views, linked);
  if (stop !== null && !(typeof confirmed === 'function' && confirmed(stop))) return { kind: 'stopped', stop, plan };
  const results: Result[] = [];
  const derived = Object.keys(policy.directions).filter((field) => policy.directions[field] === 'toCrm');
  for (const action of plan) results.push({ action, outcome: await carryOut(sides, action, derived) });
  return {
    kind: 'done',
    results,
    state: {
      cursor: { crm: read.crm.cursor, mailbox: read.mailbox.cursor },
      again: dueAgain(results, links),
    },
  };
};
