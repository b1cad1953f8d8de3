/** Clocks of places, by the names that the service has for time zones: those of Windows, and those of the IANA database. */
import { windowsZones } from './windows-zones.ts';

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** Null for a name that nobody knows, as of a zone that somebody made for themselves. */
const formatOf = (zone: string): Intl.DateTimeFormat | null => {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    const timeZone = windowsZones.get(zone) ?? zone;
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  // What is written by strangers must not fill the memory.
  if (formats.size >= 500) formats.clear();
  formats.set(zone, format);
  return format;
};

const isoOf = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

export const isKnownZone = (zone: string): boolean => formatOf(zone) !== null;

/** What the clocks show there: `2026-03-09T10:00:00` for a moment of UTC; null where nobody knows the zone. */
export const localIn = (zone: string, moment: string): string | null => {
  const at = Date.parse(moment);
  const format = formatOf(zone);
  return format === null || Number.isNaN(at) ? null : format.format(at).replace(' ', 'T');
};

/** The moment, `2026-03-09T09:00:00Z`, at which the clocks there show this. */
export const momentOf = (zone: string, local: string): string | null => {
  const wanted = Date.parse(`${local}Z`);
  const offsetAt = (ms: number): number | null => {
    const shown = localIn(zone, new Date(ms).toISOString());
    return shown === null ? null : Date.parse(`${shown}Z`) - ms;
  };
  if (Number.isNaN(wanted)) return null;
  const first = offsetAt(wanted);
  if (first === null) return null;
  // Once more at the moment that was meant, as clocks may have been changed in between.
  return `${isoOf(wanted - (offsetAt(wanted - first) ?? first))}Z`;
};
