/** Tasks as VTODO (RFC 5545 section 3.6.2). */
import type { SyncFields, SyncValue } from '#shared/sync/item.ts';
import { type Block, propertyOf, withProperty } from './blocks.ts';
import {
  type CalendarItem,
  contentOf,
  design,
  finished,
  freshItem,
  marked,
  oneLine,
  readItem,
  textOf,
  withMain,
  withText,
} from './calendar-item.ts';
import { textIn } from './content-lines.ts';
import { changesOf, type ItemCodec } from './item-codec.ts';
import { momentIn, withMoment, zoneIn } from './moments.ts';

const percentOf = (main: Block): number | null => {
  const value = propertyOf(main, 'PERCENT-COMPLETE')?.property?.values[0];
  return typeof value === 'number' && value >= 0 && value <= 100 ? Math.round(value) : null;
};

const isDone = (main: Block): boolean => textIn(propertyOf(main, 'STATUS'))?.toUpperCase() === 'COMPLETED';

/** Done by its status alone, it was done when it was changed last. */
const completedOf = ({ main, zones }: CalendarItem): string | null =>
  momentIn(propertyOf(main, 'COMPLETED'), zones) ??
  (isDone(main) ? momentIn(propertyOf(main, 'LAST-MODIFIED') ?? propertyOf(main, 'DTSTAMP'), zones) : null);

const fieldsOf = (item: CalendarItem): SyncFields => {
  const { main, zones } = item;
  return {
    subject: oneLine(propertyOf(main, 'SUMMARY')) ?? '',
    notes: textIn(propertyOf(main, 'DESCRIPTION')) ?? '',
    start: momentIn(propertyOf(main, 'DTSTART'), zones),
    due: momentIn(propertyOf(main, 'DUE'), zones),
    percentComplete: percentOf(main) ?? (isDone(main) ? 100 : null),
    completed: completedOf(item),
  };
};

const withCompleted = (main: Block, completed: SyncValue, item: CalendarItem): Block => {
  const isNow = typeof completed === 'string' && completed !== '';
  const status = isNow ? 'COMPLETED' : 'NEEDS-ACTION';
  const block = withMoment(main, 'COMPLETED', completed, { tzid: null, zones: item.zones, design });
  return isNow || isDone(main) ? withProperty(block, 'STATUS', status, design) : block;
};

const withField = (main: Block, [name, value]: readonly [string, SyncValue], item: CalendarItem): Block => {
  switch (name) {
    case 'subject':
      return withText(main, 'SUMMARY', value);
    case 'notes':
      return withText(main, 'DESCRIPTION', value);
    case 'start':
    case 'due': {
      const property = name === 'start' ? 'DTSTART' : 'DUE';
      const tzid = zoneIn(propertyOf(main, property));
      return withMoment(main, property, value, { tzid, zones: item.zones, design });
    }
    case 'percentComplete':
      return withProperty(main, 'PERCENT-COMPLETE', typeof value === 'number' ? String(value) : null, design);
    case 'completed':
      return withCompleted(main, value, item);
    default:
      return main;
  }
};

export const taskCodec: ItemCodec = {
  ending: 'ics',
  type: 'text/calendar; charset=utf-8',
  dialect: 'c',
  read: (text, { organizationId }) => {
    const item = readItem(text, 'VTODO');
    return item === null ? null : contentOf(item, fieldsOf(item), { organizationId, writable: true });
  },
  write: (text, fields, write) => {
    const item = readItem(text ?? freshItem('VTODO', write.uid, write.now), 'VTODO');
    if (item === null) return text ?? '';
    const changes = Object.entries(changesOf(fieldsOf(item), fields));
    const before = marked(item, write.mark);
    if (changes.length === 0 && text !== null) return textOf(before);
    const main = changes.reduce((block, field) => withField(block, field, item), before.main);
    return finished(withMain(before, main), write, false);
  },
};
