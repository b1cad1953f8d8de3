import { describe, expect, test } from 'vitest';
import { taskCodec as codec } from '../../../shared/graph/task-fields.ts';

const at = (dateTime: string, timeZone = 'UTC') => ({ dateTime, timeZone });

describe('Y2: the fields of a task in Microsoft To Do', () => {
  test('are read; what To Do has no place for is left alone', () => {
    const { fields } = codec.read({
      title: ' Call\tAnna ',
      body: { content: 'one\r\ntwo', contentType: 'text' },
      startDateTime: at('2026-03-02T09:30:00.0000000'),
      dueDateTime: at('2026-03-05T00:00:00.0000000'),
      status: 'notStarted',
      lastModifiedDateTime: '2026-03-01T10:00:00Z',
    });
    expect(fields).toEqual({
      subject: 'Call Anna',
      notes: 'one\ntwo',
      start: '2026-03-02T09:30:00Z',
      due: '2026-03-05',
      completed: null,
    });
  });

  test.each([
    [
      'a day of another zone is that day',
      { dueDateTime: at('2026-03-05T00:00:00.0', 'Pacific Standard Time') },
      { due: '2026-03-05' },
    ],
    [
      'a time of a zone that is not UTC is its day',
      { dueDateTime: at('2026-03-05T17:00:00.0', 'Europe/Berlin') },
      { due: '2026-03-05' },
    ],
    [
      'done, and when',
      { status: 'completed', completedDateTime: at('2026-03-04T00:00:00.0') },
      { completed: '2026-03-04' },
    ],
    [
      'done by its status alone',
      { status: 'completed', lastModifiedDateTime: '2026-03-01T10:00:00.123Z' },
      { completed: '2026-03-01T10:00:00Z' },
    ],
    ['opened again', { status: 'inProgress', completedDateTime: at('2026-03-04T00:00:00.0') }, { completed: null }],
  ])('%s', (_words, task, fields) => {
    expect(codec.read(task).fields).toMatchObject(fields);
  });

  test('formatted notes are neither carried nor written over', () => {
    expect(codec.read({ body: { content: '<b>x</b>', contentType: 'html' } }).fields).not.toHaveProperty('notes');
  });

  test.each([
    ['a day', { due: '2026-03-05' }, {}, { dueDateTime: at('2026-03-05T00:00:00') }],
    ['a moment', { start: '2026-03-05T09:30:00Z' }, {}, { startDateTime: at('2026-03-05T09:30:00.0000000') }],
    ['no day', { due: null }, {}, { dueDateTime: null }],
    [
      'done',
      { completed: '2026-03-05T09:30:00Z' },
      {},
      { status: 'completed', completedDateTime: at('2026-03-05T09:30:00.0000000') },
    ],
    ['no longer done', { completed: null }, { status: 'completed' }, { status: 'notStarted' }],
    ['not done, and waiting for somebody', { completed: null }, { status: 'waitingOnOthers' }, {}],
    ['text', { subject: 'Call', notes: 'two' }, {}, { title: 'Call', body: { content: 'two', contentType: 'text' } }],
    ['nothing', {}, {}, {}],
  ])('a change is written: %s', (_words, fields, standing, body) => {
    expect(codec.write(fields, standing, 0)).toEqual(body);
  });

  test('Y10: a task without a subject is not taken, and says so', () => {
    expect(codec.write({ subject: '', notes: 'x' }, null, 0)).toMatch(/subject/);
    expect(codec.write({ subject: null }, {}, 0)).toMatch(/subject/);
  });
});
