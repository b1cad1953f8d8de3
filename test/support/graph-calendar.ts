import { graphConnection, type GraphSynchronized, graphSynchronized } from './graph-synchronized.ts';
import type { GraphItem } from './graph/items.ts';

/** Ben, with the calendar of his mailbox connected. */
export const openCalendar = async (): Promise<GraphSynchronized> => {
  const sync = await graphSynchronized();
  const { ben } = sync.world;
  await ben.call('connectMySynchronization', { body: graphConnection(sync.graph) });
  await ben.call('changeMySynchronization', { body: { kinds: ['appointment'] } });
  await ben.call('enableMySynchronization', { body: { enabled: true } });
  return sync;
};

export const events = ({ mailbox }: Pick<GraphSynchronized, 'mailbox'>): GraphItem[] =>
  mailbox.events.inFolder(mailbox.folderNamed('calendar')?.id ?? '');

export const named = (sync: Pick<GraphSynchronized, 'mailbox'>, subject: string): GraphItem => {
  const found = events(sync).find(({ properties }) => properties['subject'] === subject);
  if (found === undefined) throw new Error(`no event ${subject}`);
  return found;
};

export const activities = async ({ world }: Pick<GraphSynchronized, 'world'>) =>
  (await world.ben.call('listActivities', { query: { kind: 'appointment' } })).items.sort((one, other) =>
    one.subject < other.subject ? -1 : 1,
  );

export const utc = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
export const berlin = (dateTime: string) => ({ dateTime, timeZone: 'W. Europe Standard Time' });
export const ana = { type: 'required', emailAddress: { address: 'ana@muster.example', name: 'Ana' } };
export const anna = 'required ana@muster.example';

export const hour = (day: string) => ({ start: utc(`${day}T09:00:00`), end: utc(`${day}T10:00:00`) });
export const between = (day: string) => ({ start: `${day}T09:00:00Z`, end: `${day}T10:00:00Z` });

export const add = (
  { world }: Pick<GraphSynchronized, 'world'>,
  subject: string,
  fields: Record<string, unknown>,
  notes = '',
) => world.ben.call('createActivity', { body: { kind: 'appointment', subject, notes, fields: fields as never } });
export const change = ({ world }: Pick<GraphSynchronized, 'world'>, activityId: string, body: object) =>
  world.ben.call('changeActivity', { params: { activityId }, body });

export const failures = async ({ world }: GraphSynchronized) =>
  (await world.ben.call('listMySynchronizationHistory')).failures.map(({ words }) => words);
