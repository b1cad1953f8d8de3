import type { Instant } from '#shared/model/instant.ts';
import { expect, test } from 'vitest';
import { stopsUntilMended } from '../../../../server/domain/mailbox/stopping-failure.ts';
import { afterFailure, newSyncHealth } from '../../../../server/domain/synchronization/account-health.ts';

const at = 1_000 as Instant;
const codes: readonly (readonly [string, boolean])[] = [
  ['sign_in_refused', true],
  ['permission_refused', true],
  ['access_refused', true],
  ['mailbox_missing', true],
  ['folder_missing', true],
  ['remote_unavailable', false],
  ['source_unavailable', false],
  ['sign_in_failed', false],
  ['throttled', false],
  ['host_not_found', false],
  ['host_refused', false],
  ['egress_refused', false],
  ['certificate_refused', false],
  ['tls_missing', false],
  ['secret_unreadable', false],
  ['cursor_unreadable', false],
  ['unexpected', false],
];

test.each(codes)('Y10: %s waits for a person: %s', (code, stops) => {
  expect(stopsUntilMended(code)).toBe(stops);
  const failure = { code, sentence: 'Said.', retryAfterMs: 0, baseMs: 900_000, load: 0 };
  const { health, nextInMs } = afterFailure(newSyncHealth(at), failure, at);
  expect(health).toMatchObject({ state: stops ? 'stopped' : 'failing', failures: 1, problem: 'Said.' });
  expect(nextInMs === null).toBe(stops);
});
