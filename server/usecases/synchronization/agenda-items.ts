import type { AgendaKind } from '#shared/model/agenda.ts';
import type { PresentItem, SideItem, SyncFields } from '#shared/sync/item.ts';
import { isTaken } from '#shared/sync/filter.ts';
import { kinds } from '#shared/sync/kinds/kinds.ts';
import { agendaChanges, agendaSyncFields } from '../../domain/synchronization/agenda-content.ts';
import type { StoredAgendaItem } from '../../ports/agenda-store.ts';
import type { StoreRead } from '../../ports/store.ts';
import {
  type AgendaWrite,
  addAgendaItem,
  removeAgendaItem,
  restoreAgendaItem,
  saveAgendaItem,
} from '../agenda/write-item.ts';
import { Refusal } from '../refusal.ts';
import type { CrmItems, CrmWrite } from './crm-items.ts';
import type { SyncTurn } from './sync-needs.ts';

const pageSize = 500;

const writeOf = ({ needs, tx, turn }: CrmWrite): AgendaWrite => ({
  needs,
  tx,
  actor: turn.actor,
  origin: 'synchronization',
});

const presentItem = (item: StoredAgendaItem, scope: PresentItem['scope']): PresentItem => ({
  state: 'present',
  id: item.id,
  revision: String(item.version),
  fields: agendaSyncFields(item.kind, item),
  modifiedAt: item.updatedAt,
  writable: true,
  scope,
  // The user's calendar has it already, under a UID that Outlook does not tell.
  ...(item.inOutlook ? { stands: true } : {}),
});

/** Tracked no longer, it leaves the mailbox's sight (Y4); deleted for the user, it is gone. */
const goneOrOutside = (item: StoredAgendaItem): SideItem =>
  item.deleted || item.tracked === 'removed' || item.tracked === null
    ? { state: 'gone', id: item.id }
    : presentItem(item, 'outside');

type Origins = ReadonlyMap<string, 'crm' | 'mailbox'>;

const linkedAmong = async (read: StoreRead, turn: SyncTurn, ids: readonly string[]): Promise<Origins> => {
  const links = await read.synchronization.linksOf(turn.scope, ids, []);
  return new Map(links.map(({ link, origin }) => [link.crmId, origin]));
};

/**
 * Y3: a filter takes it, or it came from the mailbox. What is over before it ever went there is history, and for filters not
 * active.
 */
const shown = (item: StoredAgendaItem, linked: Origins, { account, now }: SyncTurn): SideItem => {
  if (item.deleted || item.tracked !== 'standing') return goneOrOutside(item);
  if (item.fields['singleOccurrence'] === true) return presentItem(item, 'outside');
  const fields = agendaSyncFields(item.kind, item);
  const origin = linked.get(item.id);
  const active = origin !== undefined || !kinds[item.kind].isKept({ ...fields, isOrganizer: true }, now);
  const isWanted = origin === 'mailbox' || isTaken(account.settings.filters, { ...fields, mine: true, active });
  return presentItem(item, isWanted ? 'wanted' : 'outside');
};

/** Tasks or appointments that the user tracks, as activities. */
export const agendaItems = (kind: AgendaKind): CrmItems => {
  const standing = async (read: StoreRead, turn: SyncTurn, id: string): Promise<StoredAgendaItem | null> => {
    const [item] = await read.agenda.findMany(turn.actor.userId, kind, [id]);
    return item === undefined || item.deleted || item.tracked !== 'standing' ? null : item;
  };
  const readThese: CrmItems['read'] = async (read, turn, ids) => {
    const found = await read.agenda.findMany(turn.actor.userId, kind, ids);
    const linked = await linkedAmong(read, turn, ids);
    const items = new Map(found.map((item) => [item.id, shown(item, linked, turn)]));
    return ids.map((id) => items.get(id) ?? { state: 'gone', id });
  };
  const change = async (write: CrmWrite, id: string, fields: SyncFields): Promise<void> => {
    const item = await standing(write.tx, write.turn, id);
    if (item === null) throw new Refusal('activity_not_found', 'The activity is not there any more.');
    await saveAgendaItem(writeOf(write), item, agendaChanges(kind, fields));
  };
  return {
    directions: kinds[kind].directions,
    all: async (read, turn) => {
      const items: SideItem[] = [];
      for (let afterId: string | null = null; ;) {
        const page: StoredAgendaItem[] = await read.agenda.tracked(turn.actor.userId, kind, {
          limit: pageSize,
          afterId,
        });
        const linked = await linkedAmong(
          read,
          turn,
          page.map(({ id }) => id),
        );
        items.push(...page.map((item) => shown(item, linked, turn)));
        afterId = page.at(-1)?.id ?? null;
        if (page.length < pageSize) break;
      }
      const known = new Set(items.map(({ id }) => id));
      const links = await read.synchronization.links(turn.scope);
      const missing = links.map(({ link }) => link.crmId).filter((id) => !known.has(id));
      const rest = await readThese(read, turn, missing);
      return [...items, ...rest.filter(({ state }) => state === 'present')];
    },
    read: readThese,
    changed: (events) => events.filter(({ kind: of }) => of.startsWith('activity.')).map(({ subjectId }) => subjectId),
    revision: async (tx, turn, id) => String((await standing(tx, turn, id))?.version ?? ''),
    add: (write, fields) => {
      const { subject = '', notes = '', fields: own = {} } = agendaChanges(kind, fields);
      return addAgendaItem(writeOf(write), { kind, subject, notes, fields: own, visibility: null, regarding: [] });
    },
    change,
    remove: (write, id) => removeAgendaItem(writeOf(write), id),
    restore: async (write, id) => {
      const [item] = await write.tx.agenda.findMany(write.turn.actor.userId, kind, [id]);
      if (item === undefined || item.tracked === null) return 'absent';
      if (!item.deleted && item.tracked === 'standing') return 'standing';
      await restoreAgendaItem(writeOf(write), id);
      return 'restored';
    },
  };
};
