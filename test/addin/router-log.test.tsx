import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LogPage } from '../../addin/console/pages/log-page.tsx';
import type { LogLine } from '../../addin/queries/router-log.ts';
import { useBrowser } from './support/browser.ts';
import { membershipOf, renderRoom } from './support/console-page.tsx';
import { ben, clara, createFakeServer } from './support/fake-server.ts';

useBrowser();

const lineOf = (change: Partial<LogLine>): LogLine => ({
  id: 'o1',
  at: '2026-03-02T09:00:00Z',
  code: 1,
  reason: 'noCorrelationMatch',
  sentence: 'Not tracked because it continues no tracked mail, and only such mail is taken.',
  mailbox: 'clara@contoso.test',
  userId: clara.id,
  activityId: null,
  holdId: null,
  sender: 'anna@fabrikam.example',
  subject: 'Quote for pumps',
  evidence: { method: null, source: 'original' },
  ...change,
});

const newServer = (lines: LogLine[]) => {
  const server = createFakeServer();
  server.answer('listOutcomes', ({ query }) => ({
    items: lines.filter(({ code }) => query?.code === undefined || Number(query.code) === code),
    nextCursor: null,
  }));
  server.answer('countOutcomes', () => ({
    counts: lines.length === 0 ? [] : [{ code: 1, reason: 'noCorrelationMatch', count: 2 }],
  }));
  return server;
};

test('A4: a line is opened by the keyboard and says why, on which evidence, and where the mail is now', async () => {
  const server = newServer([
    lineOf({}),
    lineOf({
      id: 'o2',
      code: 2,
      reason: 'correlationMatch',
      sentence: 'Tracked because it continues tracked mail.',
      activityId: 'a1',
      evidence: { method: 'inReplyTo' },
      sender: null,
      subject: null,
    }),
  ]);
  const user = await renderRoom(server, <LogPage membership={membershipOf('user')} />);
  expect(await screen.findByText('Quote for pumps')).toBeDefined();
  expect(screen.queryByLabelText('Whose mail')).toBeNull();
  screen.getByRole('button', { name: 'Continues tracked mail' }).focus();
  await user.keyboard('{Enter}');
  const opened = within(screen.getByRole('group', { name: 'Continues tracked mail' }));
  expect(opened.getByText('Tracked because it continues tracked mail.')).toBeDefined();
  expect(opened.getByText('inReplyTo')).toBeDefined();
  expect(opened.getByRole('link', { name: 'Open the tracked mail' }).getAttribute('href')).toBe(
    '/console/activities/a1',
  );
});

test('A4: a reason, an outcome, days and words are asked for, and all of it is cleared at once', async () => {
  const server = newServer([lineOf({})]);
  const user = await renderRoom(server, <LogPage membership={membershipOf('user')} />);
  await user.type(await screen.findByLabelText('Mailbox, sender or subject'), 'pumps');
  await user.selectOptions(screen.getByLabelText('Outcome'), 'notTracked');
  await user.type(screen.getByLabelText('From'), '2026-03-01');
  await user.type(screen.getByLabelText('Until'), '2026-03-02');
  await user.click(await screen.findByRole('button', { name: 'Continues no tracked mail: 2' }));
  const asked = {
    q: 'pumps',
    result: 'notTracked',
    since: new Date(2026, 2, 1).toISOString(),
    until: new Date(2026, 2, 3).toISOString(),
    code: 1,
  };
  await waitFor(() => expect(server.callsOf('listOutcomes').at(-1)).toMatchObject({ query: asked }));
  await user.click(screen.getByRole('button', { name: 'Clear the filter' }));
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('From').value).toBe(''));
});

test('A4: an administrator sees of others when, where and why, and who wrote it only with a reason', async () => {
  const hidden = lineOf({ userId: ben.id, sender: null, subject: null, evidence: null });
  const server = newServer([hidden]);
  server.answer('readOutcome', () => ({ ...hidden, sender: 'anna@fabrikam.example', subject: 'Quote for pumps' }));
  const user = await renderRoom(server, <LogPage membership={membershipOf('administrator')} />);
  await user.click(await screen.findByRole('button', { name: 'Continues no tracked mail' }));
  expect(screen.queryByText('Quote for pumps')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Show who wrote it' }));
  await user.type(screen.getByRole('textbox', { name: /^Reason/ }), 'Ben asked');
  await user.click(screen.getByRole('button', { name: 'Show' }));
  expect(await screen.findByText('Quote for pumps')).toBeDefined();
  expect(server.callsOf('readOutcome')).toMatchObject([{ params: { outcomeId: 'o1' }, body: { reason: 'Ben asked' } }]);
});

test('A4: an empty log says how it fills, also in Spanish', async () => {
  await renderRoom(newServer([]), <LogPage membership={membershipOf('user')} />, 'es');
  expect(await screen.findByText('Todavía no llegó nada')).toBeDefined();
});
