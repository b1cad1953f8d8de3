import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ForeseenPromotion } from '#shared/contracts/promotions.ts';
import type { SelectedMail } from '../../addin/office/host.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeHost } from './support/fake-host.ts';
import { activityOf, anna, ben, clara, createFakeServer, promotionOf, resolved } from './support/fake-server.ts';
import { openMail } from './support/mail.ts';
import { renderPane } from './support/render-pane.tsx';

useBrowser();

const mailOf = (name: string): SelectedMail => ({
  itemId: name,
  subject: `Mail ${name}`,
  messageId: `<${name}@fabrikam.test>`,
});
const [one, two, three] = [mailOf('one'), mailOf('two'), mailOf('three')];

const foreseenOf = (change: Partial<ForeseenPromotion> = {}): ForeseenPromotion => ({
  becomes: 'new',
  activityId: null,
  trackedBy: [],
  subject: '',
  sentAt: '2026-03-02T09:30:00.000Z',
  direction: 'incoming',
  regarding: [],
  offeredRegarding: [],
  parties: [{ role: 'from', address: 'anna@fabrikam.test', name: 'Anna Ruiz', resolution: resolved(anna) }],
  why: 'Anna Ruiz is a contact.',
  ...change,
});

/** A server that foresees by Message-ID what it would do, and does as it says. */
const serverWith = (foreseen: Readonly<Record<string, Partial<ForeseenPromotion>>> = {}) => {
  const server = createFakeServer();
  server.answer('previewPromotion', (args) => {
    const text = 'bytes' in args ? new TextDecoder().decode(args.bytes) : '';
    return foreseenOf(foreseen[/Subject: (.+)\r\n/.exec(text)?.[1] ?? '']);
  });
  return server;
};

const open = async (server = serverWith(), mails: readonly SelectedMail[] = [one, two, three]) => {
  const host = createFakeHost();
  const pane = await renderPane({ host, server });
  act(() => host.selectSeveral(mails));
  await pane.user.click(await screen.findByRole('button', { name: 'Look through them' }));
  return pane;
};

const row = (name: string) => screen.getByRole('checkbox', { name }).closest('li')!;
const says = async (name: string, text: string | RegExp) => {
  await screen.findByRole('checkbox', { name });
  return within(row(name)).findByText(text);
};
const idsOf = (server: ReturnType<typeof serverWith>) =>
  server
    .callsOf('promote')
    .map(({ bytes }) => /Message-ID: <(.+)@/.exec(new TextDecoder().decode(bytes as Uint8Array))?.[1]);

test('P9: several selected messages are offered, and nothing is read of them before the person says so', async () => {
  const host = createFakeHost();
  const { server } = await renderPane({ host, server: serverWith() });
  act(() => host.selectSeveral([one, two]));
  expect(await screen.findByRole('heading', { name: '2 messages are selected' })).toBeTruthy();
  expect(server.callsOf('previewPromotion')).toEqual([]);
  act(() => host.select(openMail()));
  expect(await screen.findByRole('heading', { name: 'Quote for pumps' })).toBeTruthy();
});

test('P9: each says what it would become and who matches; what is tracked, held or refused cannot be chosen', async () => {
  const { user } = await open(
    serverWith({ 'Mail two': { becomes: 'tracked' }, 'Mail three': { becomes: 'held', parties: [], sentAt: null } }),
  );
  await says('Mail one', 'Would be tracked');
  await says('Mail two', 'Already tracked by you');
  await says('Mail three', /Cannot be read/);
  const chosen = ['Mail one', 'Mail two', 'Mail three'].map((name) => {
    const { checked, disabled } = screen.getByRole<HTMLInputElement>('checkbox', { name });
    return { checked, disabled };
  });
  expect(chosen).toEqual([
    { checked: true, disabled: false },
    { checked: false, disabled: true },
    { checked: false, disabled: true },
  ]);
  await user.click(within(row('Mail one')).getByRole('button', { name: 'Why?' }));
  expect(within(row('Mail one')).getByTitle('Contact: Anna Ruiz')).toBeTruthy();
});

test('P9: those that are chosen are tracked one after another, one failing, each with its result; undo takes back this run alone', async () => {
  const server = serverWith({ 'Mail two': { becomes: 'tracked' } });
  server.tracked.set('<two@fabrikam.test>', activityOf('<two@fabrikam.test>', { trackedBy: [promotionOf(clara)] }));
  const { user, host } = await open(server);
  await says('Mail three', 'Would be tracked');
  host.unreadable.add('three');
  await user.click(screen.getByRole('button', { name: 'Track 2 mails' }));
  await says('Mail one', 'Tracked');
  await says('Mail three', /^Not tracked\. Outlook/);
  expect(await screen.findByText('1 tracked, 1 not tracked')).toBeTruthy();
  expect(idsOf(server)).toEqual(['one']);
  await user.click(screen.getByRole('button', { name: 'Undo (1 mail)' }));
  await says('Mail one', 'Taken back');
  expect(server.callsOf('untrack')).toEqual([
    { params: { promotionId: promotionOf(clara).promotionId }, query: { activity: 'delete' } },
  ]);
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Mail one' }).checked).toBe(false);
});

test('P9: undo keeps the activity that others track, and leaves what stood before this run', async () => {
  const server = serverWith({ 'Mail one': { becomes: 'joined' } });
  server.tracked.set('<one@fabrikam.test>', activityOf('<one@fabrikam.test>', { trackedBy: [promotionOf(ben)] }));
  server.tracked.set('<two@fabrikam.test>', activityOf('<two@fabrikam.test>', { trackedBy: [promotionOf(clara)] }));
  const { user } = await open(server, [one, two]);
  await says('Mail one', 'Others track it; you would too');
  await user.click(await screen.findByRole('button', { name: 'Track 2 mails' }));
  await says('Mail one', 'You track it too');
  await says('Mail two', 'Was tracked by you already');
  await user.click(screen.getByRole('button', { name: 'Undo (1 mail)' }));
  await says('Mail one', 'Taken back');
  expect(server.callsOf('untrack').map(({ query }) => query)).toEqual([{ activity: 'keep' }]);
});

test('P9: one regarding for all', async () => {
  const { user, server } = await open(serverWith(), [one, two]);
  await says('Mail two', 'Would be tracked');
  await user.click(screen.getByRole('button', { name: 'Choose one for all' }));
  await user.click(await screen.findByRole('option', { name: /40 pumps/ }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(within(row('Mail two')).getByText('40 pumps for Fabrikam')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Track 2 mails' }));
  await waitFor(() => expect(server.callsOf('promote')).toHaveLength(2));
  expect(server.callsOf('promote').map(({ query }) => query)).toEqual([
    { batch: '1', regarding: ['opportunity:o1'] },
    { batch: '1', regarding: ['opportunity:o1'] },
  ]);
});

test('P9: stop finishes what is in hand; the rest is tracked by the next start, and nothing twice', async () => {
  const server = serverWith();
  const { user } = await open(server);
  await says('Mail three', 'Would be tracked');
  const release = server.hold('promote');
  await user.click(screen.getByRole('button', { name: 'Track 3 mails' }));
  expect(await screen.findByRole('progressbar', { name: 'Tracking: 0 of 3' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  release();
  await says('Mail one', 'Tracked');
  await user.click(await screen.findByRole('button', { name: 'Track 2 mails' }));
  await says('Mail three', 'Tracked');
  expect(idsOf(server)).toEqual(['one', 'two', 'three']);
});

test('P9: a server that is gone ends the run at once; the next try is the same try to it', async () => {
  const server = serverWith();
  const { user } = await open(server, [one, two]);
  await says('Mail two', 'Would be tracked');
  server.refuse('promote', 'unreachable');
  await user.click(screen.getByRole('button', { name: 'Track 2 mails' }));
  await says('Mail one', /^Not tracked\./);
  expect(server.callsOf('promote')).toHaveLength(1);
  await user.click(await screen.findByRole('button', { name: 'Track 2 mails' }));
  await waitFor(() => expect(server.callsOf('promote')).toHaveLength(2));
  const keys = server.callsOf('promote').map(({ headers }) => (headers as Record<string, string>)['idempotency-key']);
  expect(keys[0]).toBe(keys[1]);
});

test('P9: another message that is selected meanwhile does not take the run away; going back does', async () => {
  const { user, host } = await open(serverWith(), [one, two]);
  await says('Mail two', 'Would be tracked');
  act(() => host.select(openMail()));
  expect(screen.getByRole('heading', { name: 'Track several mails' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Back' }));
  expect(await screen.findByRole('heading', { name: 'Quote for pumps' })).toBeTruthy();
});

test('P9: what could not be looked at is said, and looked at again', async () => {
  const host = createFakeHost();
  host.unreadable.add('two');
  const { user } = await renderPane({ host, server: serverWith() });
  act(() => host.selectSeveral([one, two]));
  await user.click(await screen.findByRole('button', { name: 'Look through them' }));
  await says('Mail two', /^Could not be looked at\./);
  host.unreadable.clear();
  await user.click(await screen.findByRole('button', { name: 'Look at the rest' }));
  await says('Mail two', 'Would be tracked');
});
