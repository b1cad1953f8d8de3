/** Dates of RFC 5322 section 3.3 and its obsolete forms; what clocks in the wild write besides is tried after. */
import type { Instant } from '#shared/model/instant.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Hours from UTC of the obsolete names; military letters mean nothing (RFC 5322 section 4.3). */
const zones: Readonly<Record<string, number>> = {
  edt: -4,
  est: -5,
  cdt: -5,
  cst: -6,
  mdt: -6,
  mst: -7,
  pdt: -7,
  pst: -8,
};

const pattern =
  /^(?:[a-z]{2,9}\.?,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{2,4}),?\s+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*((?:gmt|utc?)?\s?[+-]\s?\d{1,4}|[a-z]{1,5})?/i;

const yearOf = (digits: string): number => {
  const year = Number(digits);
  if (digits.length >= 4) return year;
  // RFC 5322 section 4.3.
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
};

/** `+0130`, but also `GMT+1`: one or two digits are hours. */
const zoneMinutes = (zone: string | undefined): number => {
  const [, sign, digits = ''] = /([+-])\s?(\d{1,4})$/.exec(zone ?? '') ?? [];
  if (sign === undefined) return (zones[(zone ?? '').toLowerCase()] ?? 0) * 60;
  const whole = digits.length < 3 ? `${digits.padStart(2, '0')}00` : digits.padStart(4, '0');
  const minutes = Number(whole.slice(0, 2)) * 60 + Number(whole.slice(2));
  return sign === '-' ? -minutes : minutes;
};

const withoutComments = (text: string): string => text.replace(/\([^()]*\)/g, ' ').trim();

/** A date without zone is read as UTC, whatever the zone of this machine. */
const lenient = (text: string): number => {
  const zoned = /(?:[+-]\d{2}:?\d{2}|\b(?:z|gmt|utc?|[ecmp][sd]t))\b/i.test(text);
  return Date.parse(zoned ? text : `${text} UTC`);
};

/** Null when no date can be made out. */
export const readDate = (value: string): Instant | null => {
  const text = withoutComments(value.slice(0, 200));
  const [, day, name, year, hour, minute, second, zone] = pattern.exec(text) ?? [];
  const month = months.indexOf((name ?? '').toLowerCase());
  const at =
    year === undefined || month < 0
      ? lenient(text)
      : Date.UTC(yearOf(year), month, Number(day), Number(hour), Number(minute), Number(second ?? 0)) -
        zoneMinutes(zone) * 60_000;
  return Number.isFinite(at) ? (at as Instant) : null;
};
