import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Parts } from '../../addin/api/parts.ts';
import { createProfileStore } from '../../addin/api/profile-store.ts';
import { createSession } from '../../addin/api/session.ts';
import { Console } from '../../addin/console/console.tsx';
import { loadConsoleStrings } from '../../addin/console/console-strings.ts';
import { loadStrings } from '../../addin/strings/strings.ts';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeHost } from './support/fake-host.ts';
import { createFakeServer } from './support/fake-server.ts';
import { tokens } from './support/render-pane.tsx';

useBrowser();

/** The room of settings over a fake server, as an administrator opens it. */
const openSettings = async () => {
  const server = createFakeServer();
  const sent: unknown[] = [];
  let settings = defaultOrganizationSettings;
  server.answer('getSettings', () => settings);
  server.answer('listMailboxes', () => ({ items: [] }));
  server.answer('listUsedUpTokens', () => ({
    items: [{ user: { type: 'user', id: 'u2', name: 'Ben Stone' }, used: 950, capacity: 999 }],
  }));
  server.answer('changeSettings', (input) => {
    const { body } = input as { body: object };
    sent.push(body);
    settings = { ...settings, ...body };
    return settings;
  });
  const profile = createProfileStore(localStorage, '');
  const [membership] = tokens.memberships;
  const answer = { ...tokens, memberships: [{ ...membership!, role: 'administrator' as const }] };
  const session = createSession(
    {
      way: 'dialog',
      signIn: () => Promise.resolve(answer),
      restore: () => Promise.resolve(answer),
      signOut: () => undefined,
    },
    profile,
  );
  const config = {
    apiBase: '/api/v1',
    version: '1.2.3',
    publicUrl: '',
    nonce: '',
    officeJs: 'hosted',
    demo: false,
    outlookApplication: null,
  };
  const services = {
    config,
    host: createFakeHost(),
    profile,
    partition: '',
    session,
    call: server.call,
    openCall: server.call,
  };
  await session.start();
  history.replaceState(null, '', '/console/settings');
  render(
    <Console
      consoleStrings={await loadConsoleStrings('en')}
      services={services as Parts}
      words={{ language: 'en', strings: await loadStrings('en') }}
    />,
  );
  await screen.findByRole('heading', { name: 'Tracking token in the subject' });
  return { user: userEvent.setup(), sent };
};

test('T2: an administrator changes the token; the fields of the classic one stand only where it is chosen', async () => {
  const { user, sent } = await openSettings();
  expect(screen.queryByLabelText('Digits of the counter')).toBeNull();
  await user.selectOptions(screen.getByLabelText('Kind'), 'Classic');
  await user.clear(screen.getByLabelText('Prefix'));
  await user.type(screen.getByLabelText('Prefix'), 'Ref#');
  await user.click(screen.getByRole('button', { name: 'Save token' }));
  await screen.findByText('The settings were saved.');
  expect(sent).toEqual([
    { tokenInOutlook: true, token: { mode: 'classic', prefix: 'Ref#', userDigits: 3, counterDigits: 3, userBase: 0 } },
  ]);
});

test('C4, C5: smart match and forwards are switches; what belongs to smart match stands only where it is on', async () => {
  const { user, sent } = await openSettings();
  expect(screen.queryByLabelText('Common addresses')).toBeNull();
  await user.click(screen.getByRole('switch', { name: 'Smart match: by like subjects and people' }));
  await user.click(screen.getByRole('switch', { name: 'Leave forwards to colleagues alone by themselves' }));
  expect(screen.getByLabelText('Common addresses')).toHaveProperty('value', '2');
  await user.click(screen.getByRole('button', { name: 'Save correlation' }));
  await screen.findByText('The settings were saved.');
  expect(sent).toMatchObject([{ skipInternalForwards: true, smartMatch: { enabled: true, commonAddresses: 2 } }]);
});

test('T5: an administrator is told in every room when the counter of a user is nearly used up', async () => {
  await openSettings();
  await screen.findByText(/^Ben Stone has used 950 of the 999 numbers of classic tokens\. After the last one/);
});

test('A2, A4, R5, R7: what is tracked by itself, how long it is kept and whose an address is are changed each for itself', async () => {
  const { user, sent } = await openSettings();
  await user.selectOptions(screen.getByLabelText('At most'), 'known');
  await user.type(screen.getByLabelText(/^Our own domains/), 'contoso.example');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.clear(screen.getByLabelText('Held mail'));
  await user.type(screen.getByLabelText('Held mail'), '90');
  await user.click(screen.getByRole('button', { name: 'Save days' }));
  await user.selectOptions(screen.getByLabelText(/^An unknown sender/), 'lead');
  await user.selectOptions(screen.getByLabelText(/^A sender whom several/), 'oldest');
  await user.click(screen.getByRole('button', { name: 'Save addresses' }));
  expect(sent).toMatchObject([
    { acceptanceCeiling: 'known', ownDomains: ['contoso.example'], listMail: 'ignore' },
    { undeliverableDays: 90, outcomeDays: 30, outcomeDetailDays: 7, sinkPurgeDays: 7 },
    { createSenders: 'lead', suggestContactAfter: 3, candidatePolicy: 'oldest' },
  ]);
});

test('S4, S5, S9, S10: how mail leaves is set, and sending again what is uncertain says that recipients may get it twice', async () => {
  const { user, sent } = await openSettings();
  const again = screen.getByRole('switch', { name: 'Send again what is uncertain', description: /may get it twice/ });
  expect(again).toHaveProperty('checked', false);
  await user.click(again);
  await user.selectOptions(screen.getByLabelText(/^Recipients who match no record/), 'block');
  const schedule = screen.getByLabelText('Pauses between attempts');
  expect(schedule).toHaveProperty('value', '1m, 5m, 15m, 1h*3, 6h*4');
  await user.clear(schedule);
  await user.type(schedule, '2m, 1h');
  await user.clear(screen.getByLabelText('Mails of campaigns a minute'));
  await user.type(screen.getByLabelText('Mails of campaigns a minute'), '30');
  await user.click(screen.getByRole('button', { name: 'Save how mail leaves' }));
  await screen.findByText('The settings were saved.');
  expect(sent).toEqual([
    {
      retrySchedule: '2m, 1h',
      unresolvedRecipients: 'block',
      resendUncertain: true,
      campaignMailsPerMinute: 30,
      campaignConfirmationAbove: 50,
      campaignReleaseDelaySeconds: 120,
    },
  ]);
});
