import type { ActivityParty } from '#shared/model/activity.ts';
import type { Instant } from '#shared/model/instant.ts';
import type { AgendaItemToStore, NewAgendaItem } from '../../server/ports/agenda-store.ts';
import type { StoreRead, StoreWrite } from '../../server/ports/store.ts';
import { strangerKey, twinIds, twinMoment } from './twin-names.ts';

const kinds = ['task', 'appointment'] as const;
const page = { limit: 50, afterId: null };

const partiesOf = (mark: string): ActivityParty[] => [
  { role: 'organizer', address: strangerKey, name: mark, resolution: { kind: 'unresolved' } },
];

const contentOf = (mark: string): AgendaItemToStore => ({
  subject: `Anna ${mark}`,
  notes: mark,
  fields: { start: '2026-03-09', location: mark },
  state: 'open',
  status: 'planned',
  sortAt: twinMoment,
  parties: partiesOf(mark),
});

const itemOf = (kind: NewAgendaItem['kind'], mark: string): NewAgendaItem => ({
  ...contentOf(mark),
  id: kind,
  kind,
  identity: `identity of the ${kind}`,
  ownerId: twinIds.reader,
  direction: 'outgoing',
  follows: null,
});

/** A task and an appointment that their owner alone tracks. */
export const fillAgenda = async (tx: StoreWrite, mark: string, at: Instant): Promise<void> => {
  for (const kind of kinds) {
    await tx.agenda.add(itemOf(kind, mark), at);
    await tx.promotions.add(
      {
        id: `promotion of the ${kind}`,
        activityId: kind,
        userId: twinIds.reader,
        actorId: twinIds.reader,
        method: 'written',
        visibility: 'private',
        outcomeCode: 110,
        regarding: [{ type: 'case', id: twinIds.work }],
        offeredRegarding: [],
        why: mark,
      },
      at,
    );
    await tx.promotions.setPlace(`promotion of the ${kind}`, `place of the ${kind}`);
  }
};

/** Every answer of the reading side, and the items as the activities that they are. */
export const readAgenda = async ({ agenda, activities }: StoreRead): Promise<Record<string, unknown>> => {
  const { reader } = twinIds;
  const beginning = await agenda.beginning(reader, { from: 0 as Instant, to: 9_999_999_999_999 as Instant, limit: 50 });
  const answers = kinds.map(async (kind) => ({
    [`${kind}Tracked`]: await agenda.tracked(reader, kind, page),
    [`${kind}Many`]: await agenda.findMany(reader, kind, [kind]),
    [`${kind}ByIdentity`]: await agenda.findByIdentity(reader, `identity of the ${kind}`),
    [`${kind}ByPlace`]: await agenda.findByPlace(reader, `place of the ${kind}`),
    [`${kind}Activity`]: await activities.find(reader, kind),
    [`${kind}Detail`]: await activities.findDetail(reader, kind),
    [`${kind}List`]: await activities.list(reader, { kind }, { limit: 50, after: null }),
  }));
  return Object.assign({ beginning }, ...(await Promise.all(answers))) as Record<string, unknown>;
};

/** Every change of the writing side. */
export const writeAgenda = async ({ agenda }: StoreWrite, later: Instant): Promise<void> => {
  for (const kind of kinds) {
    if (await agenda.add({ ...itemOf(kind, 'rewritten'), id: 'second' }, later))
      throw new Error('what stands is made twice');
    if (!(await agenda.save(kind, contentOf('rewritten'), 1, later)))
      throw new Error('the twin was not there to be saved');
    await agenda.add({ ...itemOf(kind, 'rewritten'), id: `new ${kind}`, identity: `new ${kind}` }, later);
  }
};
