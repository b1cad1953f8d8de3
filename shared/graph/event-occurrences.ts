/** Single occurrences of a series, changed and left out one by one. */
import type { GraphClient } from './graph-client.ts';
import { isGone } from './graph-refusal.ts';
import {
  asInSeries,
  occurrenceIn,
  type Occurrence,
  originalOf,
  type Series,
  timeIn,
  type Wish,
} from './event-exceptions.ts';
import { type GraphJson, idOf, listIn, textOf } from './item-place.ts';
import { localIn } from './zoned-times.ts';

type Send = (asked: Parameters<GraphClient['send']>[0]) => ReturnType<GraphClient['send']>;

interface Wanted {
  /** The series with what is otherwise in it. */
  readonly standing: GraphJson;
  readonly at: string;
  readonly wishes: readonly Wish[];
}

const dayMs = 86_400_000;

const seriesOf = (event: GraphJson): Series => ({
  ...occurrenceIn(event),
  zone: textOf(event['originalStartTimeZone']) || 'UTC',
});

/** Where the series has none at this moment, or it is left out already, there is none. */
const occurrenceAt = async ({ standing, at: series }: Wanted, at: string, send: Send): Promise<GraphJson | null> => {
  const changed = listIn(standing['exceptionOccurrences']).find((one) => originalOf(one) === at);
  if (changed !== undefined) return changed;
  const isAllDay = at.length === 10;
  const from = Date.parse(at);
  const range = `startDateTime=${new Date(from).toISOString()}&endDateTime=${new Date(from + dayMs).toISOString()}`;
  const { json } = await send({ at: `${series}/instances?${range}` });
  return listIn(json['value']).find((one) => timeIn(one['start'], isAllDay) === at) ?? null;
};

const timeOf = (time: string, zone: string): GraphJson => ({
  dateTime: time.length === 10 ? `${time}T00:00:00` : (localIn(zone, time) ?? time.slice(0, 19)),
  timeZone: localIn(zone, '2026-01-01T00:00:00Z') === null ? 'UTC' : zone,
});

/** What differs from what it says. */
const changesOf = (now: Occurrence, wanted: Occurrence, zone: string): GraphJson => ({
  ...(wanted.subject === now.subject ? {} : { subject: wanted.subject }),
  ...(wanted.location === now.location ? {} : { location: { displayName: wanted.location ?? '' } }),
  ...(wanted.start === now.start && wanted.end === now.end
    ? {}
    : {
        ...(wanted.start === null ? {} : { start: timeOf(wanted.start, zone) }),
        ...(wanted.end === null ? {} : { end: timeOf(wanted.end, zone) }),
      }),
});

/** Makes single occurrences what is wished; one that is otherwise and not named becomes as the series has it. */
export const writeOccurrences = async (wanted: Wanted, send: Send): Promise<void> => {
  const { standing, at: series, wishes } = wanted;
  const root = series.slice(0, series.lastIndexOf('/'));
  const whole = seriesOf(standing);
  const named = new Set(wishes.map(({ at }) => at));
  const others = listIn(standing['exceptionOccurrences']).flatMap((one) => {
    const at = originalOf(one);
    return at === null || named.has(at) ? [] : [{ at, change: {} }];
  });
  for (const { at, change } of [...wishes, ...others]) {
    const found = await occurrenceAt(wanted, at, send);
    if (found === null) continue;
    const place = `${root}/${encodeURIComponent(idOf(found))}`;
    if (change === null) {
      try {
        await send({ method: 'DELETE', at: place });
      } catch (error) {
        if (!isGone(error)) throw error;
      }
      continue;
    }
    const asBefore = asInSeries(whole, at);
    const now = originalOf(found) === at ? occurrenceIn(found) : asBefore;
    const body = changesOf(now, { ...asBefore, ...change }, whole.zone);
    if (Object.keys(body).length > 0) await send({ method: 'PATCH', at: place, body });
  }
};
