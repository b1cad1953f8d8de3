import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ApiError } from '../../addin/api/api-error.ts';
import { HeldPage } from '../../addin/console/pages/held-page.tsx';
import type { HeldMail } from '../../addin/queries/held-mail.ts';
import { useBrowser } from './support/browser.ts';
import { renderRoom } from './support/console-page.tsx';
import { ben, clara, createFakeServer } from './support/fake-server.ts';

useBrowser();

const outcome = { code: 106, reason: 'unreadable', sentence: 'It could not be read, and is kept.' } as const;

const holdOf = (id: string, change: Partial<HeldMail> = {}): HeldMail => ({
  id,
  at: '2026-03-02T09:00:00Z',
  outcome,
  internetMessageId: `<${id}@fabrikam.example>`,
  sizeBytes: 2_048,
  attempts: 1,
  mailbox: 'clara@contoso.test',
  heldFor: clara,
  actions: ['source', 'retry', 'discard'],
  ...change,
});

const newServer = (holds: HeldMail[]) => {
  const server = createFakeServer();
  server.answer('listUndeliverable', () => ({ items: holds, nextCursor: null }));
  return server;
};

test('A14: all are tried one after another, with progress and what became of each; the rest goes on after a failure', async () => {
  const server = newServer([holdOf('h1'), holdOf('h2'), holdOf('h3'), holdOf('h4', { heldFor: ben, actions: [] })]);
  const answer = { promotion: null, activity: null, created: false, trackedBy: [] };
  server.answer('retryUndeliverable', ({ params: { holdId } }) => {
    if (holdId === 'h2') throw new ApiError('hold_not_found');
    if (holdId === 'h3') return { ...answer, outcome, held: { id: holdId } };
    return { ...answer, outcome: { code: 6, reason: 'acceptAll', sentence: 'Tracked.' } };
  });
  const user = await renderRoom(server, <HeldPage />);
  await user.click(await screen.findByRole('button', { name: 'Try all again' }));
  expect(await screen.findByText('3 done, 2 without success.')).toBeDefined();
  const results = within(screen.getByRole('list', { name: 'What became of each' }));
  expect(results.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    '<h1@fabrikam.example>The mail is tracked now. Tracked.',
    expect.stringContaining('<h2@fabrikam.example>'),
    `<h3@fabrikam.example>It still cannot be placed and stays held. ${outcome.sentence}`,
  ]);
  expect(server.callsOf('retryUndeliverable')).toHaveLength(3);
});

test('A14: a run is stopped between two mails; what is done stays done', async () => {
  const server = newServer([holdOf('h1'), holdOf('h2')]);
  server.answer('retryUndeliverable', () => ({
    promotion: null,
    activity: null,
    created: false,
    trackedBy: [],
    outcome: { code: 6, reason: 'acceptAll', sentence: 'Tracked.' },
  }));
  const open = server.hold('retryUndeliverable');
  const user = await renderRoom(server, <HeldPage />);
  for (const id of ['h1', 'h2'])
    await user.click(await screen.findByRole('checkbox', { name: `Select <${id}@fabrikam.example>` }));
  await user.click(screen.getByRole('button', { name: 'Try 2 selected again' }));
  expect(await screen.findByRole('progressbar')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  open();
  expect(await screen.findByText('Stopped after 1 of 2.')).toBeDefined();
  expect(server.callsOf('retryUndeliverable')).toHaveLength(1);
});

test('A14: the source is shown as text and nothing of it is run; looking is said to be audited', async () => {
  const server = newServer([holdOf('h1')]);
  const source = 'Subject: <img src=x onerror=alert(1)>\r\n\r\nhello';
  server.answer('getUndeliverableSource', async () => (await new Response(source).blob()) as never);
  const user = await renderRoom(server, <HeldPage />);
  await user.click(await screen.findByRole('button', { name: 'View the source of <h1@fabrikam.example>' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect((await dialog.findByRole('region')).textContent).toBe(source);
  expect(dialog.getByText(/kept in the audit/)).toBeDefined();
  expect(document.querySelector('img')).toBeNull();
});

test('A14: what is somebody else’s has no buttons; discarding asks first', async () => {
  const server = newServer([holdOf('h1'), holdOf('h2', { heldFor: ben, actions: [] })]);
  server.answer('discardUndeliverable', () => undefined);
  const user = await renderRoom(server, <HeldPage />, 'es');
  const other = within(await screen.findByRole('region', { name: '<h2@fabrikam.example>' }));
  expect(other.queryByRole('button')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Descartar <h1@fabrikam.example>' }));
  expect(server.callsOf('discardUndeliverable')).toEqual([]);
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Descartar' }));
  expect(await screen.findByText('Descartado.')).toBeDefined();
  expect(server.callsOf('discardUndeliverable')).toMatchObject([{ params: { holdId: 'h1' } }]);
});
