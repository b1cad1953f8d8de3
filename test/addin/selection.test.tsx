import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { createFakeHost } from './support/fake-host.ts';
import { activityOf, clara, createFakeServer, promotionOf } from './support/fake-server.ts';
import { openMail } from './support/mail.ts';
import { renderPane } from './support/render-pane.tsx';

useBrowser();
const first = openMail();
const second = openMail({ internetMessageId: '<second@fabrikam.test>', subject: 'Second mail' });

test('P16: the pinned pane follows the selection', async () => {
  const { host } = await renderPane();
  await screen.findByRole('heading', { name: 'Quote for pumps' });
  act(() => host.select(second));
  expect(await screen.findByRole('heading', { name: 'Second mail' })).toBeTruthy();
});

test('P16: a selection that Outlook did not tell is seen when the pane is looked at', async () => {
  const { host } = await renderPane();
  await screen.findByRole('heading', { name: 'Quote for pumps' });
  host.select(second, 'stay silent');
  act(() => host.focus());
  expect(await screen.findByRole('heading', { name: 'Second mail' })).toBeTruthy();
});

test('P16: nothing selected is no failure, and the next selection shows', async () => {
  const { host } = await renderPane({ host: createFakeHost(null) });
  expect(await screen.findByText('No mail is open')).toBeTruthy();
  act(() => host.select(first));
  expect(await screen.findByRole('heading', { name: 'Quote for pumps' })).toBeTruthy();
});

test('P16: a late answer for the earlier mail never shows on the later one', async () => {
  const server = createFakeServer();
  server.tracked.set(
    '<quote-1@fabrikam.test>',
    activityOf('<quote-1@fabrikam.test>', { trackedBy: [promotionOf(clara)] }),
  );
  const open = server.hold('getTracking');
  const { host } = await renderPane({ server });
  await waitFor(() => expect(server.callsOf('getTracking')).toHaveLength(1));
  act(() => host.select(second));
  await waitFor(() => expect(server.callsOf('getTracking')).toHaveLength(2));
  open();
  expect(await screen.findByText('Not tracked')).toBeTruthy();
  expect(screen.queryByText('Tracked in CRM')).toBeNull();
});

test('P16: a mail that is left while it is being read is not tracked, and neither is the next', async () => {
  const host = createFakeHost();
  const open = host.holdSources();
  const { user, server } = await renderPane({ host });
  await user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
  act(() => host.select(second));
  open();
  const notice = await screen.findByText(/You moved to another mail before this one was read/);
  expect(notice.textContent).toContain('“Quote for pumps”');
  expect(server.callsOf('promote')).toEqual([]);
});

test('P16: an answer that comes after the selection moved lands on its own mail alone', async () => {
  const { user, server, host } = await renderPane();
  const open = server.hold('promote');
  await user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
  await waitFor(() => expect(server.callsOf('promote')).toHaveLength(1));
  act(() => host.select(second));
  await screen.findByRole('heading', { name: 'Second mail' });
  open();
  expect((await screen.findByText(/“Quote for pumps”: Tracked\./)).textContent).toBeTruthy();
  expect(screen.getByText('Not tracked')).toBeTruthy();
  act(() => host.select(first));
  expect(await screen.findByText('Tracked in CRM')).toBeTruthy();
});

test('P16: a picker that is open for one mail closes with it and tracks nothing', async () => {
  const { user, server, host } = await renderPane();
  await user.click(await screen.findByRole('button', { name: 'Set regarding' }));
  await user.click(await screen.findByRole('option', { name: /40 pumps/ }));
  act(() => host.select(second));
  await screen.findByRole('heading', { name: 'Second mail' });
  expect(screen.queryByRole('combobox', { name: 'Search records' })).toBeNull();
  expect(server.callsOf('promote')).toEqual([]);
});

test('P15: with the setting on, a tracked mail is marked once; the setting is asked only then', async () => {
  const server = createFakeServer();
  server.answer('getMySettings', () => ({
    acceptance: 'replies',
    exclusions: [],
    rules: [],
    signature: '',
    signatureIn: 'allMail',
    markCategory: true,
    language: 'auto',
    defaultVisibility: 'organizationDefault',
    methods: { incoming: 'any', outgoing: 'any', items: 'any' },
  }));
  const { user, host } = await renderPane({ server });
  await screen.findByText('Not tracked');
  expect(server.callsOf('getMySettings')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Track in CRM' }));
  await waitFor(() => expect(host.marks).toEqual([{ key: first.key, as: 'tracked' }]));
});

test('P15: with the setting off no mark is set, and untracking takes an old one off', async () => {
  const { user, host } = await renderPane();
  await user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
  await user.click(await screen.findByRole('button', { name: 'Untrack' }));
  const dialog = await screen.findByRole('alertdialog');
  await user.click(dialog.querySelectorAll('button')[1]!);
  await waitFor(() => expect(host.marks).toEqual([{ key: first.key, as: 'untracked' }]));
});
