import { expect, test } from 'vitest';
import { createPinoLog } from '../../../../server/adapters/system/pino-log.ts';
import { TemporaryFailure } from '../../../../server/ports/failure.ts';
import type { LogFields } from '../../../../server/ports/log.ts';

function recording(level: 'info' | 'debug') {
  const lines: string[] = [];
  const log = createPinoLog(level, { write: (line) => void lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

test('a line is JSON with its message, its fields and those of its parent', () => {
  const { log, last } = recording('info');
  log.with({ requestId: 'r1' }).info('request answered', { status: 200, route: '/records/:type' });
  expect(last()).toMatchObject({ msg: 'request answered', requestId: 'r1', status: 200, route: '/records/:type' });
});

test('nothing below the level is written', () => {
  const { log, lines } = recording('info');
  log.debug('detail');
  expect(lines).toEqual([]);
});

test('fields that are not on the list never reach a line, whatever carried them in', () => {
  const { log, lines } = recording('info');
  const smuggled = { code: 'ok', subject: 'Quote for pumps', from: 'anna@fabrikam.test' } as LogFields;
  log.with(smuggled).info('tracked', smuggled);
  expect(lines.join('')).toContain('"code":"ok"');
  expect(lines.join('')).not.toMatch(/pumps|anna/);
});

test('the message of a foreign error is told at debug only; its place in the code always', () => {
  const error = new TypeError('cannot read anna@fabrikam.test\n    at anna@fabrikam.test');
  const atInfo = recording('info');
  atInfo.log.error('request failed', {}, error);
  expect(atInfo.lines.join('')).not.toContain('anna');
  expect(atInfo.last()).toMatchObject({
    error: { name: 'TypeError', frames: expect.arrayContaining([expect.stringContaining('pino-log.test.ts')]) },
  });
  const atDebug = recording('debug');
  atDebug.log.error('request failed', {}, error);
  expect(atDebug.last()).toMatchObject({ error: { message: error.message } });
});

test('a failure of ours is told with its code, sentence and fields, and its cause', () => {
  const { log, last } = recording('info');
  const cause = new Error('ECONNREFUSED 10.0.0.1');
  log.warn(
    'retrying',
    {},
    new TemporaryFailure('The store is busy.', { code: 'store_busy', fields: { tries: 3 }, cause }),
  );
  expect(last()).toMatchObject({
    error: { code: 'store_busy', message: 'The store is busy.', tries: 3, cause: { name: 'Error' } },
  });
  expect(JSON.stringify(last())).not.toContain('10.0.0.1');
});
