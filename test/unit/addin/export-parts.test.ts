import { expect, test } from 'vitest';
import { exportParts } from '../../../addin/console/router/export-parts.ts';
import type { HeldMail } from '../../../addin/queries/held-mail.ts';

const hold = (id: number, sizeBytes: number, actions: HeldMail['actions'] = ['source']): HeldMail => ({
  id: String(id),
  at: '2026-03-02T09:00:00Z',
  outcome: { code: 106, reason: 'unreadable', sentence: 'It could not be read.' },
  internetMessageId: null,
  sizeBytes,
  attempts: 1,
  mailbox: null,
  heldFor: null,
  actions,
});
const mb = 1024 * 1024;

test('A14: an export is cut at 200 mails and at 256 MB; what one may not read is left out', () => {
  const many = Array.from({ length: 201 }, (_none, id) => hold(id, 1));
  expect(exportParts(many).map(({ length }) => length)).toEqual([200, 1]);
  expect(exportParts([hold(1, 128 * mb), hold(2, 128 * mb), hold(3, 1)])).toEqual([['1', '2'], ['3']]);
  expect(exportParts([hold(1, 128 * mb), hold(2, 128 * mb + 1)])).toEqual([['1'], ['2']]);
  expect(exportParts([hold(1, 1, ['retry']), hold(2, 1)])).toEqual([['2']]);
  expect(exportParts([])).toEqual([]);
});
