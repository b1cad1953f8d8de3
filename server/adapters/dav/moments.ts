/** Days and moments of iCalendar (RFC 5545 sections 3.3.4, 3.3.5, 3.6.5) as the CRM has them: a day, or UTC to the second. */
import ICAL from 'ical.js';
import type { SyncValue } from '#shared/sync/item.ts';
import { type Block, blocksIn, linesOf, propertyOf, withLine } from './blocks.ts';
import { type ContentLine, type Design, newLine, textIn, writeLines } from './content-lines.ts';

/** Zones that a calendar explains, by TZID. */
export type Zones = ReadonlyMap<string, ICAL.Timezone>;

/** A zone that nobody can read is left out. */
export const zonesOf = (calendar: Block): Zones => {
  const zones = new Map<string, ICAL.Timezone>();
  for (const block of blocksIn(calendar, 'VTIMEZONE')) {
    const tzid = textIn(propertyOf(block, 'TZID'));
    if (tzid === null) continue;
    try {
      const component = new ICAL.Component(ICAL.parse(writeLines(linesOf(block))) as unknown[]);
      zones.set(tzid, new ICAL.Timezone({ component, tzid }));
    } catch {
      // Times in it are then read by the name of the zone, or as they stand.
    }
  }
  return zones;
};

const iso = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** How far the clocks of a named zone are ahead of UTC then; null for a name that nobody knows. */
const offsetMs = (zone: string, at: number): number | null => {
  try {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    return Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1_000) * 1_000;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

const byName = (local: string, zone: string): string | null => {
  const at = Date.parse(`${local}Z`);
  const first = offsetMs(zone, at);
  if (first === null || Number.isNaN(at)) return null;
  // Once more at the moment that was meant, as clocks may have been changed in between.
  return iso(new Date(at - (offsetMs(zone, at - first) ?? first)));
};

const day = /^\d{4}-\d{2}-\d{2}$/;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z?)$/;

/** A value as ical.js gives it; null for what is no day and no moment. */
export const momentOf = (value: unknown, tzid: string | null, zones: Zones): string | null => {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return null;
  if (day.test(value)) return value;
  const found = moment.exec(value);
  if (found === null) return null;
  if (found[1] === 'Z' || tzid === null) return iso(new Date(found[1] === 'Z' ? value : `${value}Z`));
  const zone = zones.get(tzid);
  if (zone === undefined) return byName(value, tzid) ?? iso(new Date(`${value}Z`));
  const time = ICAL.Time.fromDateTimeString(value);
  time.zone = zone;
  return iso(time.toJSDate());
};

export const zoneIn = (line: ContentLine | undefined): string | null => {
  const tzid = line?.property?.parameters['tzid'];
  return typeof tzid === 'string' && tzid !== '' ? tzid : null;
};

export const momentIn = (line: ContentLine | undefined, zones: Zones): string | null =>
  momentOf(line?.property?.values[0], zoneIn(line), zones);

const compact = (text: string): string => text.replaceAll(/[-:]/g, '');

const localIn = (at: string, tzid: string, zones: Zones): string | null => {
  const zone = zones.get(tzid);
  if (zone === undefined) {
    const offset = offsetMs(tzid, Date.parse(at));
    return offset === null ? null : iso(new Date(Date.parse(at) + offset)).slice(0, 19);
  }
  return ICAL.Time.fromJSDate(new Date(at), true).convertToZone(zone).toString().slice(0, 19);
};

/** Parameters and value of a day or moment, in this zone where the calendar knows it. */
export const momentText = (at: string, tzid: string | null, zones: Zones): { parameters: string; value: string } => {
  if (day.test(at)) return { parameters: ';VALUE=DATE', value: compact(at) };
  const local = tzid === null ? null : localIn(at, tzid, zones);
  return local === null || tzid === null
    ? { parameters: '', value: compact(at) }
    : { parameters: `;TZID=${/[,:;]/.test(tzid) ? `"${tzid}"` : tzid}`, value: compact(local) };
};

/** Parameters that tell nothing of a zone and a type, as they stand. */
const otherParameters = (line: ContentLine | undefined): string =>
  (line?.head.match(/;(?:[^;"]|"[^"]*")*/g) ?? []).filter((one) => !/^;(?:$|TZID=|VALUE=)/i.test(one)).join('');

/** The line of a day or moment in this block, in the zone given; other parameters that stand there are kept. */
export const withMoment = (
  block: Block,
  name: string,
  value: SyncValue,
  { tzid, zones, design }: { readonly tzid: string | null; readonly zones: Zones; readonly design: Design },
): Block => {
  if (typeof value !== 'string' || value === '') return withLine(block, name, null);
  const { parameters, value: text } = momentText(value, tzid, zones);
  const others = otherParameters(propertyOf(block, name));
  return withLine(block, name, newLine(`${name}${parameters}${others}`, text, design));
};
