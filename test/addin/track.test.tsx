import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { createFakeHost } from './support/fake-host.ts';
import { activityOf, ben, clara, createFakeServer, leak, promotionOf, pumps } from './support/fake-server.ts';
import { openMail } from './support/mail.ts';
import { renderPane } from './support/render-pane.tsx';

useBrowser();
const id = '<quote-1@fabrikam.test>';
const attachment = (n: number, name: string) => ({ n, name, type: 'application/pdf', sizeBytes: 10, inline: false });
const trackedByMe = (change = {}) => activityOf(id, { trackedBy: [promotionOf(clara)], ...change });

test('P2: one click tracks the original with an idempotency key, and undo takes it back with its activity', async () => {
  const { user, server } = await renderPane();
  await user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
  expect(await screen.findByText('Tracked in CRM')).toBeTruthy();
  const [sent] = server.callsOf('promote');
  expect(sent).toMatchObject({ contentType: 'message/rfc822', query: {} });
  expect((sent!['headers'] as Record<string, string>)['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('Not tracked')).toBeTruthy();
  expect(server.callsOf('untrack')).toMatchObject([{ query: { activity: 'delete' } }]);
});

test('P2, P10: several regardings are chosen while typing; the first is the primary one', async () => {
  const { user, server } = await renderPane();
  await user.click(await screen.findByRole('button', { name: 'Set regarding' }));
  const search = await screen.findByRole('combobox', { name: 'Search records' });
  expect(document.activeElement).toBe(search);
  await user.click(await screen.findByRole('option', { name: /40 pumps for Fabrikam/ }));
  await user.type(search, 'leak');
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
  await user.click(screen.getByRole('option', { name: /Leaking seal/ }));
  await user.click(screen.getByRole('button', { name: 'Make primary: Leaking seal' }));
  await user.click(screen.getByRole('button', { name: 'Track' }));
  expect(await screen.findByText('Tracked, regarding Leaking seal.')).toBeTruthy();
  expect(server.callsOf('promote')).toMatchObject([{ query: { regarding: ['case:k1', 'opportunity:o1'] } }]);
});

test('P2: the picker works by keyboard alone: arrows, Enter, Tab to Track', async () => {
  const { user, server } = await renderPane();
  await user.click(await screen.findByRole('button', { name: 'Set regarding' }));
  await screen.findByRole('option', { name: /40 pumps/ });
  await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  await user.click(screen.getByRole('button', { name: 'Track' }));
  await screen.findByText('Tracked, regarding Leaking seal.');
  expect(server.callsOf('promote')).toMatchObject([{ query: { regarding: ['case:k1'] } }]);
});

test('P2: the picker asks for likely records with the people and the conversation of the mail', async () => {
  const { user, server } = await renderPane();
  await user.click(await screen.findByRole('button', { name: 'Set regarding' }));
  await screen.findByRole('option', { name: /40 pumps/ });
  expect(server.callsOf('suggestRegarding').at(-1)).toMatchObject({
    body: {
      addresses: ['anna@fabrikam.test', 'clara@contoso.test'],
      internetMessageId: id,
      inReplyTo: ['<earlier@contoso.test>'],
    },
  });
});

test('P2: going back from the picker tracks nothing and returns the focus', async () => {
  const { user, server } = await renderPane();
  await user.click(await screen.findByRole('button', { name: 'Set regarding' }));
  await user.click(await screen.findByRole('button', { name: 'Back' }));
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Set regarding' }));
  expect(server.callsOf('promote')).toEqual([]);
});

test('P2, C7: regarding is changed for the whole conversation, and undo puts the former one back', async () => {
  const server = createFakeServer();
  server.tracked.set(id, trackedByMe({ regarding: [pumps] }));
  const { user } = await renderPane({ server });
  await user.click(await screen.findByRole('button', { name: 'Change regarding' }));
  await user.click(await screen.findByRole('button', { name: 'Remove 40 pumps for Fabrikam' }));
  await user.click(await screen.findByRole('option', { name: /Leaking seal/ }));
  await user.selectOptions(screen.getByRole('combobox', { name: /for which mails/ }), 'thread');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('button', { name: /Leaking seal/ })).toBeTruthy();
  expect(server.callsOf('setRegarding')).toMatchObject([
    { body: { regarding: [{ type: leak.type, id: leak.id }], scope: 'thread' } },
  ]);
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByRole('button', { name: /40 pumps/ })).toBeTruthy();
});

test("C7: a conversation's old regarding is offered and taken by one click", async () => {
  const server = createFakeServer();
  server.tracked.set(id, trackedByMe({ offeredRegarding: [pumps] }));
  const { user } = await renderPane({ server });
  await user.click(await screen.findByRole('button', { name: 'Use it' }));
  await waitFor(() => expect(server.callsOf('setRegarding')).toHaveLength(1));
});

test('P3: untracking names who else tracked it, keeps the activity by default and can be undone', async () => {
  const server = createFakeServer();
  server.tracked.set(id, activityOf(id, { trackedBy: [promotionOf(clara), promotionOf(ben)] }));
  const { user } = await renderPane({ server });
  await user.click(await screen.findByRole('button', { name: 'Untrack' }));
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Untrack this mail?' }));
  expect(dialog.getByText('Ben Stone tracked it too. For them nothing changes.')).toBeTruthy();
  expect(dialog.getByRole<HTMLInputElement>('radio', { name: /Remove the activity/ }).disabled).toBe(true);
  await user.click(dialog.getByRole('button', { name: 'Untrack' }));
  expect(await screen.findByText(/The activity stays in the CRM/)).toBeTruthy();
  expect(server.callsOf('untrack')).toMatchObject([{ query: { activity: 'keep' } }]);
  expect(await screen.findByText(/By Ben Stone/)).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByText(/By you/)).toBeTruthy();
});

test('P2: untracking alone may remove the activity as well', async () => {
  const server = createFakeServer();
  server.tracked.set(id, trackedByMe());
  const { user } = await renderPane({ server });
  await user.click(await screen.findByRole('button', { name: 'Untrack' }));
  const dialog = within(await screen.findByRole('alertdialog'));
  await user.click(dialog.getByRole('radio', { name: /Remove the activity/ }));
  await user.click(dialog.getByRole('button', { name: 'Untrack' }));
  expect(await screen.findByText('Untracked, and its activity was removed.')).toBeTruthy();
});

test('P8: attachments are left out, quoted text stripped and the activity private before tracking', async () => {
  const host = createFakeHost(openMail({ attachments: [attachment(1, 'offer.pdf'), attachment(2, 'plan.pdf')] }));
  const { user, server } = await renderPane({ host });
  await user.click(await screen.findByText('Options'));
  await user.click(await screen.findByRole('switch', { name: 'Private' }));
  await user.click(screen.getByRole('switch', { name: 'Leave out quoted text' }));
  await user.click(screen.getByRole('checkbox', { name: 'plan.pdf' }));
  await user.click(screen.getByRole('button', { name: 'Track in CRM' }));
  await screen.findByText('Tracked in CRM');
  expect(server.callsOf('promote')).toMatchObject([
    { query: { visibility: 'private', quotedText: 'remove', withoutAttachment: ['2'] } },
  ]);
});

test('P8: a tracked mail is made private, and undo makes it what it was', async () => {
  const server = createFakeServer();
  server.tracked.set(id, trackedByMe({ visibility: 'team' }));
  const { user } = await renderPane({ server });
  await user.click(await screen.findByText('Options'));
  await user.click(await screen.findByRole('switch', { name: 'Private' }));
  expect(await screen.findByText('Seen by: Only you')).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('Seen by: Your team')).toBeTruthy();
});

test('P2: tracking without regarding says so to the server', async () => {
  const { user, server } = await renderPane();
  await user.click(await screen.findByText('Options'));
  await user.click(await screen.findByRole('button', { name: 'Track without regarding' }));
  await screen.findByText('Tracked in CRM');
  expect(server.callsOf('promote')).toMatchObject([{ query: { regarding: ['none'] } }]);
});

test('P13: a mail in another mailbox is tracked for its owner, and the pane says so before', async () => {
  const host = createFakeHost();
  host.principal = 'ben@contoso.test';
  const { user, server } = await renderPane({ host });
  expect(await screen.findByText(/In the mailbox of ben@contoso.test/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Track in CRM' }));
  await screen.findByText('Tracked in CRM');
  expect(server.callsOf('promote')).toMatchObject([{ query: { onBehalfOf: 'ben@contoso.test' } }]);
});

test('P13: actor and principal are both shown', async () => {
  const server = createFakeServer();
  server.tracked.set(id, activityOf(id, { trackedBy: [promotionOf(ben, { actor: clara })] }));
  await renderPane({ server });
  expect(await screen.findByText(/By Clara Holt for Ben Stone/)).toBeTruthy();
});

test('P17: the pane says what Outlook did not hand over', async () => {
  const host = createFakeHost(openMail({ attachments: [attachment(1, 'offer.pdf')] }));
  host.readSource = (item) =>
    Promise.resolve({
      rung: 'metadata',
      numbers: new Map(),
      missing: ['offer.pdf'],
      parts: { subject: item.subject, sentAt: item.sentAt!, from: item.from!, source: 'metadata' } as never,
    });
  const { user, server } = await renderPane({ host });
  await user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
  expect(await screen.findByText(/Outlook did not hand over: offer.pdf/)).toBeTruthy();
  expect(server.callsOf('promote')).toMatchObject([{ body: { source: 'metadata' } }]);
});

test('a refused promotion says what it means for the mail, and nothing looks tracked', async () => {
  const server = createFakeServer();
  server.refuse('promote', 'unreachable');
  const { user } = await renderPane({ server });
  await user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
  const notice = await screen.findByText(/The server cannot be reached/);
  expect(notice.textContent).toContain('Your mail is unchanged in Outlook and nothing was stored.');
  expect(screen.getByText('Not tracked')).toBeTruthy();
});

test('A16: the pane says in which queue a tracked mail waits, and it is picked there', async () => {
  const server = createFakeServer();
  server.tracked.set(id, trackedByMe());
  const item = {
    id: 'i1',
    queueId: 'q1',
    queueName: 'Sales',
    enteredAt: '2026-03-02T09:00:00Z',
    changedAt: '2026-03-02T09:00:00Z',
    activity: null,
  };
  const waiting = { ...item, state: 'waiting' as const, worker: null, actions: ['pick' as const, 'resolve' as const] };
  const picked = {
    ...item,
    state: 'picked' as const,
    worker: clara,
    actions: ['release' as const, 'resolve' as const],
  };
  let stands: typeof waiting | typeof picked = waiting;
  server.answer('listActivityQueueItems', () => ({ items: [stands] }));
  server.answer('pickQueueItem', () => (stands = picked));
  const { user } = await renderPane({ server });
  expect(await screen.findByText('Waits in Sales')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Pick' }));
  expect(await screen.findByText('Sales: with Clara Holt')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Pick' })).toBeNull();
});
