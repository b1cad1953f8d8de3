import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import type { TrackingRule } from '#shared/model/tracking-rule.ts';
import { TrackingPage } from '../../addin/console/pages/tracking-page.tsx';
import type { PreviewedMail } from '../../addin/queries/tracking-preview.ts';
import { defaultOrganizationSettings, defaultUserSettings } from '../../server/domain/default-settings.ts';
import { useBrowser } from './support/browser.ts';
import { renderRoom } from './support/console-page.tsx';
import { createFakeServer, pumps } from './support/fake-server.ts';

useBrowser();

type Settings = CallOutput<'getMySettings'>;

const tender: TrackingRule = { name: 'Tenders', enabled: true, subjectWords: ['tender'] };
const fabrikam: TrackingRule = { name: 'Fabrikam', enabled: true, from: ['fabrikam.example'] };

const newServer = (mine: Partial<Settings> = {}, ceiling: Settings['acceptance'] = 'all') => {
  const server = createFakeServer();
  let settings: Settings = { ...defaultUserSettings, ...mine };
  server.answer('getMySettings', () => settings);
  server.answer('getSettings', () => ({ ...defaultOrganizationSettings, acceptanceCeiling: ceiling }));
  server.answer('changeMySettings', (input) => (settings = { ...settings, ...(input as { body: object }).body }));
  server.answer('listMyMailboxes', () => ({ items: [{ id: 'm1', address: 'clara@contoso.test' }] as never }));
  return server;
};

test('A8: options wider than the ceiling cannot be chosen, and the field says why', async () => {
  await renderRoom(newServer({}, 'known'), <TrackingPage />);
  const options = await screen.findAllByRole<HTMLOptionElement>('option');
  expect(options.slice(0, 5).map(({ value, disabled }) => `${value} ${disabled}`)).toEqual([
    'none false',
    'replies false',
    'known false',
    'anyRecord true',
    'all true',
  ]);
  expect(screen.getByText(/allows at most: Mail from contacts, accounts and leads/)).toBeDefined();
});

test('A24: a rule is written with what it regards, put first, switched off, and saved with the others', async () => {
  const server = newServer({ rules: [tender] });
  const user = await renderRoom(server, <TrackingPage />);
  await user.click(await screen.findByRole('button', { name: 'Add a rule' }));
  await user.click(screen.getByRole('button', { name: 'Keep the rule' }));
  expect(await screen.findByText('Name the rule and at least one condition.')).toBeDefined();
  await user.type(screen.getByRole('textbox', { name: /^Name/ }), 'Fabrikam');
  await user.type(screen.getByRole('textbox', { name: 'From' }), 'fabrikam.example, anna@x.example');
  await user.type(screen.getByRole('combobox', { name: 'Regarding' }), 'pumps');
  await user.click(await screen.findByRole('option', { name: new RegExp(pumps.name) }));
  await user.click(screen.getByRole('button', { name: 'Keep the rule' }));
  await user.click(screen.getByRole('button', { name: 'Move Fabrikam up' }));
  await user.click(screen.getByRole('switch', { name: 'Use the rule Tenders' }));
  expect(screen.getByText('from fabrikam.example, anna@x.example · regarding 1 record')).toBeDefined();
  expect(screen.getByText(/^Not saved yet/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(server.callsOf('changeMySettings')).toHaveLength(1));
  expect(server.callsOf('changeMySettings')).toMatchObject([
    {
      body: {
        rules: [
          {
            name: 'Fabrikam',
            enabled: true,
            from: ['fabrikam.example', 'anna@x.example'],
            regarding: [{ type: pumps.type, id: pumps.id }],
          },
          { name: 'Tenders', enabled: false },
        ],
      },
    },
  ]);
  expect(await screen.findByText('Saved. It counts from the next mail on.')).toBeDefined();
});

test('A10: before anything is saved, the preview shows what would change and what stays', async () => {
  const server = newServer({ rules: [fabrikam] });
  const mailOf = (subject: string, promote: boolean): PreviewedMail => ({
    code: promote ? 6 : 1,
    reason: promote ? 'acceptAll' : 'noCorrelationMatch',
    sentence: promote ? 'Tracked.' : 'Not tracked.',
    at: '2026-03-02T09:00:00Z',
    promote,
    trackedFor: promote ? ['Clara Holt'] : [],
    sender: 'anna@fabrikam.example',
    subject,
  });
  server.answer('previewMailbox', (input) => {
    const isTried = 'acceptance' in (input as { body: object }).body;
    return { items: [mailOf('New one', isTried), mailOf('Old one', true)], more: false };
  });
  const user = await renderRoom(server, <TrackingPage />);
  await user.selectOptions(await screen.findByLabelText(/^Track by itself/), 'all');
  await user.type(screen.getByLabelText(/^Never track/), 'wife.example\nx@y.example');
  await user.click(await screen.findByRole('button', { name: 'Preview' }));
  expect(await screen.findByText('Of 2 mails, 2 would be tracked.')).toBeDefined();
  const changes = within(screen.getByRole('list', { name: 'What would change' }));
  expect(changes.getAllByRole('listitem')).toHaveLength(1);
  expect(changes.getByText('New one')).toBeDefined();
  expect(changes.getByText('Tracked then')).toBeDefined();
  expect(server.callsOf('previewMailbox')).toMatchObject([
    { body: { days: 7, acceptance: 'all', exclusions: ['wife.example', 'x@y.example'] } },
    { body: { days: 7 } },
  ]);
  expect(server.callsOf('changeMySettings')).toEqual([]);
});

test('A10: who has no mailbox that is fetched is told so, also in Spanish', async () => {
  const server = newServer();
  server.answer('listMyMailboxes', () => ({ items: [] }));
  await renderRoom(server, <TrackingPage />, 'es');
  expect(await screen.findByText(/ninguno suyo se lee/)).toBeDefined();
});

test('A1: earlier mail between two days is previewed, tracked, and taken back as a whole', async () => {
  const server = newServer();
  const filled = { code: 6, reason: 'acceptAll' as const, sentence: 'Tracked.', at: '2026-01-02T09:00:00Z' };
  server.answer('previewMailbox', () => ({
    items: [{ ...filled, promote: true, trackedFor: [], sender: 'anna@fabrikam.example', subject: 'Old one' }],
    more: false,
  }));
  server.answer('backFillMailbox', () => ({
    items: [
      { ...filled, activityId: 'a1', promotionId: 'p1' },
      { ...filled, activityId: 'a2', promotionId: null },
      { ...filled, activityId: 'a3', promotionId: 'p3' },
    ],
    nextSince: null,
  }));
  server.answer('untrack', () => ({ activityId: 'a1', activity: 'deleted', trackedBy: [] }));
  const user = await renderRoom(server, <TrackingPage />);
  const section = within(await screen.findByRole('region', { name: 'Earlier mail' }));
  await user.type(section.getByLabelText('From'), '2026-01-02');
  await user.type(section.getByLabelText('Until'), '2026-01-01');
  expect(section.getByText(/^Name two days/)).toBeDefined();
  await user.clear(section.getByLabelText('Until'));
  await user.type(section.getByLabelText('Until'), '2026-01-31');
  await user.click(section.getByRole('button', { name: 'Preview earlier mail' }));
  expect(await section.findByText('Old one')).toBeDefined();
  await user.click(section.getByRole('button', { name: 'Track it' }));
  expect(await section.findByText('Of 3 mails, 2 are tracked now.')).toBeDefined();
  const days = { since: new Date(2026, 0, 2).toISOString(), until: new Date(2026, 1, 1).toISOString() };
  expect(server.callsOf('backFillMailbox')).toMatchObject([{ params: { mailboxId: 'm1' }, body: days }]);
  await user.click(section.getByRole('button', { name: 'Take all of it back' }));
  expect(await screen.findByText('Taken back.')).toBeDefined();
  expect(server.callsOf('untrack')).toMatchObject([
    { params: { promotionId: 'p1' }, query: { activity: 'delete' } },
    { params: { promotionId: 'p3' }, query: { activity: 'delete' } },
  ]);
});
