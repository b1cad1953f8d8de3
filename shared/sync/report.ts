import type { SyncAction } from './action.ts';
import { otherSide } from './item.ts';
import type { Result } from './run-cycle.ts';

/** What became of one action, as it is kept and told. */
export interface ReportedResult {
  /** Such as `created:mailbox`; null where nothing was written. */
  readonly what: string | null;
  readonly crmId: string | null;
  readonly mailboxId: string | null;
  /** What a side said that will not take it; null: it was done. */
  readonly refused: string | null;
}

/** The items of an action; a new record has no id yet. */
const itemsOf = (action: SyncAction): Pick<ReportedResult, 'crmId' | 'mailboxId'> => {
  switch (action.do) {
    case 'link':
    case 'merge':
      return { crmId: action.crm.id, mailboxId: action.mailbox.id };
    case 'create':
      return action.source === 'crm'
        ? { crmId: action.from.id, mailboxId: null }
        : { crmId: null, mailboxId: action.from.id };
    case 'restore':
      return action.side === 'mailbox'
        ? { crmId: action.from.id, mailboxId: null }
        : { crmId: null, mailboxId: action.from.id };
    case 'remove':
      return action.side === 'crm'
        ? { crmId: action.item.id, mailboxId: null }
        : { crmId: null, mailboxId: action.item.id };
    case 'suspend':
    case 'unlink':
    case 'leave':
      return { crmId: null, mailboxId: null };
  }
};

const changedSides = ({ crm, mailbox }: Extract<SyncAction, { do: 'merge' }>['merge']['writes']): string | null => {
  const sides = [
    ...(Object.keys(crm).length > 0 ? ['crm'] : []),
    ...(Object.keys(mailbox).length > 0 ? ['mailbox'] : []),
  ];
  return sides.length === 0 ? null : `changed:${sides.join('+')}`;
};

/** What is told of an action; null where nothing was written. */
const toldOf = (action: SyncAction): string | null => {
  switch (action.do) {
    case 'link':
      return 'linked';
    case 'merge':
      return changedSides(action.merge.writes);
    case 'create':
      return `created:${otherSide(action.source)}`;
    case 'restore':
      return `restored:${action.side}`;
    case 'remove':
      return `removed:${action.side}`;
    case 'suspend':
      return `suspended:${action.reason}`;
    case 'unlink':
      return `unlinked:${action.reason}`;
    case 'leave':
      return null;
  }
};

/** What was done and what was refused; what is looked at again, and copies that are left alone, are nobody's business (Y13). */
export const reportResults = (results: readonly Result[]): ReportedResult[] =>
  results.flatMap(({ action, outcome }): ReportedResult[] => {
    if (outcome.kind === 'refused') return [{ ...itemsOf(action), what: null, refused: outcome.words }];
    if (outcome.kind !== 'done' || action.do === 'leave') return [];
    return [{ ...itemsOf(action), what: toldOf(action), refused: null }];
  });

/** How many of them wrote something. */
export const countChanges = (reported: readonly ReportedResult[]): number =>
  reported.filter(({ what }) => what !== null).length;
