/** The fields of a task between the properties that Microsoft To Do has for them (todoTask, v1.0). */
import type { SyncFields, SyncValue } from '../sync/item.ts';
import { type GraphJson, type ItemCodec, momentIn, objectIn, textsIn } from './item-place.ts';

const oneLine = (value: unknown): string =>
  typeof value === 'string' ? value.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim() : '';

/** A day, as programs mostly write it, or a moment of UTC; one that was found elsewhere ends with Z. */
const timeIn = (value: unknown): string | null => {
  const { dateTime, timeZone } = objectIn(value);
  const [, day, time, end] =
    (typeof dateTime === 'string' && /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(.*)$/.exec(dateTime)) || [];
  if (day === undefined || time === undefined) return null;
  if (end === 'Z') return `${day}T${time}Z`;
  return time === '00:00:00' || timeZone !== 'UTC' ? day : `${day}T${time}Z`;
};

const timeOf = (value: SyncValue | undefined): GraphJson | null => {
  if (typeof value !== 'string' || value === '') return null;
  const dateTime = value.length > 10 ? `${value.slice(0, 19)}.0000000` : `${value}T00:00:00`;
  return { dateTime, timeZone: 'UTC' };
};

const isDone = (task: GraphJson | null): boolean => task?.['status'] === 'completed';

/** Done by its status alone, it was done when it was changed last. */
const completedIn = (task: GraphJson): string | null => {
  if (!isDone(task)) return null;
  const changed = momentIn(task['lastModifiedDateTime']);
  return timeIn(task['completedDateTime']) ?? `${new Date(changed).toISOString().slice(0, 19)}Z`;
};

/** What is formatted cannot be carried, and is left alone. */
const notesIn = (task: GraphJson): SyncFields => {
  const { content, contentType } = objectIn(task['body']);
  if (contentType === 'html') return {};
  return { notes: typeof content === 'string' ? content.replaceAll(/\r\n?/g, '\n').trim() : '' };
};

/** A task that was begun, or waits for somebody, stays so unless it was done. */
const completion = (value: SyncValue, standing: GraphJson | null): GraphJson => {
  const completedDateTime = timeOf(value);
  if (completedDateTime !== null) return { status: 'completed', completedDateTime };
  return isDone(standing) ? { status: 'notStarted' } : {};
};

export const taskCodec: ItemCodec = {
  read: (task) => ({
    fields: {
      subject: oneLine(task['title']),
      ...notesIn(task),
      start: timeIn(task['startDateTime']),
      due: timeIn(task['dueDateTime']),
      completed: completedIn(task),
    },
    categories: textsIn(task['categories']),
    modifiedAt: momentIn(task['lastModifiedDateTime']),
    writable: true,
  }),
  write: ({ subject, notes, start, due, completed }, standing) => {
    const title = typeof subject === 'string' ? subject.trim() : '';
    const isUntitled = title === '' && (subject !== undefined || standing === null);
    if (isUntitled) return 'Microsoft To Do takes no task without a subject.';
    return {
      ...(subject === undefined ? {} : { title }),
      ...(notes === undefined
        ? {}
        : { body: { content: typeof notes === 'string' ? notes : '', contentType: 'text' } }),
      ...(start === undefined ? {} : { startDateTime: timeOf(start) }),
      ...(due === undefined ? {} : { dueDateTime: timeOf(due) }),
      ...(completed === undefined ? {} : completion(completed, standing)),
    };
  },
};
