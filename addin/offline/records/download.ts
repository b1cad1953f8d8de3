import { seenOf } from '#shared/offline/record-values.ts';
import type { KeptChoice, OfflinePlace } from './database.ts';
import { optionsFor, type SendNeeds } from './send-waiting.ts';

type Downloaded = Pick<OfflinePlace, 'since' | 'isFull'>;

/** Null: not all of them found room, so that the next time begins anew. */
const downloadType = async (
  { call, organizationId, shelf }: SendNeeds,
  { type, q, own }: KeptChoice,
  since: string | undefined,
): Promise<string | null> => {
  const listed = new Set<string>();
  let isComplete = false;
  let hasRoom = true;
  let cursor: string | null = null;
  let next = '';
  do {
    const page: Awaited<ReturnType<typeof ask>> = await ask(cursor);
    if (page.complete && !isComplete) listed.clear();
    isComplete ||= page.complete;
    page.items.forEach(({ id }) => listed.add(id));
    hasRoom = await shelf.put(
      type,
      page.items.map((record) => ({ id: record.id, seen: seenOf(record) })),
    );
    const gone = new Set(page.gone);
    if (gone.size > 0) await shelf.drop(type, (id) => gone.has(id));
    cursor = page.nextCursor;
    next = page.since;
  } while (cursor !== null && hasRoom);
  if (isComplete) await shelf.drop(type, (id) => !listed.has(id));
  return hasRoom ? next : null;

  function ask(at: string | null) {
    return call('downloadRecords', {
      params: { type },
      query: {
        limit: 200,
        ...(q === '' ? {} : { q }),
        ...(own ? { owner: 'me' as const } : {}),
        ...(since === undefined ? {} : { since }),
        ...(at === null ? {} : { cursor: at }),
      },
      ...optionsFor(organizationId),
    });
  }
};

/** Brings what is kept up to date: all that was chosen the first time, then what changed. */
export const downloadChosen = async (needs: SendNeeds, place: OfflinePlace): Promise<Downloaded> => {
  const since: Record<string, string> = {};
  let isFull = false;
  for (const choice of place.choices) {
    const next = await downloadType(needs, choice, place.since[choice.type]);
    if (next === null) isFull = true;
    else since[choice.type] = next;
  }
  return { since, isFull };
};
