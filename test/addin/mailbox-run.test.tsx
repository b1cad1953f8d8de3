import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import { MailboxHistory } from '../../addin/console/history/mailbox-history.tsx';
import { useBrowser } from './support/browser.ts';
import { renderRoom } from './support/console-page.tsx';
import { activityOf, anna, createFakeServer, promotionOf, clara, resolved } from './support/fake-server.ts';
import { renderPane } from './support/render-pane.tsx';

useBrowser();

type Answer = CallOutput<'searchMailbox'>;
type Mailboxes = CallOutput<'listMyMailboxes'>;

const mailbox = (change: object = {}) => ({
  id: 'm1',
  address: 'clara@contoso.test',
  approved: true,
  wrapping: 'none',
  incoming: { protocol: 'imap' },
  ...change,
});
const found = (uid: number, change: Partial<Answer['items'][number]> = {}): Answer['items'][number] => ({
  becomes: 'new',
  activityId: null,
  trackedBy: [],
  subject: `Found ${uid}`,
  sentAt: '2026-03-02T09:30:00.000Z',
  direction: 'incoming',
  regarding: [],
  offeredRegarding: [],
  parties: [{ role: 'from', address: 'anna@fabrikam.test', name: 'Anna Ruiz', resolution: resolved(anna) }],
  why: 'Anna Ruiz is a contact.',
  origin: { protocol: 'imap', folder: 'INBOX', uidValidity: '1', uid },
  internetMessageId: `<found-${uid}@fabrikam.test>`,
  arrivedAt: '2026-03-02T09:31:00.000Z',
  ...change,
});

const serverWith = (mailboxes: readonly object[], answer: Answer) => {
  const server = createFakeServer();
  server.answer('listMyMailboxes', () => ({ items: mailboxes }) as unknown as Mailboxes);
  server.answer('listMailboxFolders', () => ({ items: ['INBOX', 'Projects'], inbox: 'INBOX', sent: null }));
  server.answer('searchMailbox', () => answer);
  server.answer('promoteFound', (args) => {
    const { uid } = ('body' in args ? args.body.origin : { uid: 0 }) as { uid: number };
    const activity = activityOf(`<found-${uid}@fabrikam.test>`, { trackedBy: [promotionOf(clara)] });
    return {
      promotion: { id: `promotion ${uid}`, stood: false },
      activity,
      created: true,
      outcome: { code: 110, reason: 'promotedByHand', sentence: '' },
      trackedBy: activity.trackedBy,
    };
  });
  server.answer('untrack', () => ({ activityId: 'a', activity: 'deleted', trackedBy: [] }));
  return server;
};

const row = (name: string) => screen.getByRole('checkbox', { name }).closest('li')!;

test('P9: the conversation of the open mail is looked for in the person’s mailbox, by its id and those it answers', async () => {
  const server = serverWith([mailbox()], { items: [found(1, { becomes: 'tracked' }), found(2)], more: false });
  const { user } = await renderPane({ server });
  await user.click(await screen.findByRole('button', { name: 'The whole conversation…' }));
  expect(await screen.findByText('Already tracked by you')).toBeTruthy();
  expect(server.callsOf('searchMailbox')).toMatchObject([
    {
      params: { mailboxId: 'm1' },
      body: {
        about: { kind: 'messages', internetMessageIds: ['<quote-1@fabrikam.test>', '<earlier@contoso.test>'] },
      },
    },
  ]);
  await user.click(screen.getByRole('button', { name: 'Track 1 mail' }));
  expect(await within(row('Found 2')).findByText('Tracked')).toBeTruthy();
  expect(server.callsOf('promoteFound')).toMatchObject([{ params: { mailboxId: 'm1' }, body: { origin: { uid: 2 } } }]);
  expect(server.callsOf('promote')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Undo (1 mail)' }));
  expect(await within(row('Found 2')).findByText('Taken back')).toBeTruthy();
  expect(server.callsOf('untrack')).toEqual([
    { params: { promotionId: 'promotion 2' }, query: { activity: 'delete' } },
  ]);
});

test.each([
  ['no mailbox', [], /The server does not read your mailbox.*Select the mails together/],
  [
    'one that cannot be searched',
    [mailbox({ incoming: { protocol: 'pop3' } })],
    /Only an approved mailbox of your own/,
  ],
  ['one that waits for approval', [mailbox({ approved: false })], /Only an approved mailbox of your own/],
])(
  'P9: with %s the pane says why the conversation cannot be looked for, and what works',
  async (_case, mailboxes, says) => {
    const server = serverWith(mailboxes, { items: [], more: false });
    const { user } = await renderPane({ server });
    await user.click(await screen.findByRole('button', { name: 'The whole conversation…' }));
    expect(await screen.findByText(says)).toBeTruthy();
    expect(server.callsOf('searchMailbox')).toEqual([]);
  },
);

test('P9: a server that fails says so and can be asked again', async () => {
  const server = serverWith([mailbox()], { items: [found(1)], more: false });
  server.refuse('searchMailbox', 'temporarily_unavailable');
  const { user } = await renderPane({ server });
  await user.click(await screen.findByRole('button', { name: 'The whole conversation…' }));
  const again = await screen.findByRole('button', { name: 'Try again' });
  server.answer('searchMailbox', () => ({ items: [found(1)], more: false }));
  await user.click(again);
  expect(await screen.findByText('Would be tracked')).toBeTruthy();
});

test('P9: the console looks for the history of a record in the folder and days that were chosen, and tracks it', async () => {
  const server = serverWith([mailbox()], { items: [found(1), found(2)], more: true });
  const user = await renderRoom(server, <MailboxHistory about={{ kind: 'record', type: 'contact', id: 'c1' }} />);
  const folder = await screen.findByRole('combobox', { name: 'Folder' });
  await user.click(folder);
  await screen.findByRole('option', { name: 'Projects' });
  await user.selectOptions(folder, 'Projects');
  await user.type(screen.getByLabelText('From day'), '2026-02-01');
  await user.type(screen.getByLabelText('To day'), '2026-02-28');
  expect(server.callsOf('searchMailbox')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Search' }));
  expect(await screen.findByText(/^These are 2; more fits/)).toBeTruthy();
  const [{ body }] = server.callsOf('searchMailbox') as [{ body: Record<string, unknown> }];
  expect(body).toEqual({
    about: { kind: 'record', type: 'contact', id: 'c1' },
    folders: ['Projects'],
    limit: 100,
    since: new Date(2026, 1, 1).toISOString(),
    until: new Date(2026, 2, 1).toISOString(),
  });
  await user.click(screen.getByRole('button', { name: 'Track 2 mails' }));
  expect(await screen.findByText('2 tracked')).toBeTruthy();
});

test('P9: where no mailbox can be searched the console offers nothing; days that are turned round are told', async () => {
  const none = serverWith([], { items: [], more: false });
  await renderRoom(none, <MailboxHistory about={{ kind: 'activity', id: 'a1' }} />);
  expect(screen.queryByText('Mail in my mailbox')).toBeNull();
  const server = serverWith([mailbox()], { items: [], more: false });
  const user = await renderRoom(server, <MailboxHistory about={{ kind: 'activity', id: 'a1' }} />);
  await user.type(await screen.findByLabelText('From day'), '2026-03-02');
  await user.type(screen.getByLabelText('To day'), '2026-03-01');
  expect(await screen.findByText('The last day comes before the first.')).toBeTruthy();
  await user.clear(screen.getByLabelText('To day'));
  await user.click(screen.getByRole('button', { name: 'Search' }));
  expect(await screen.findByText('Nothing was found')).toBeTruthy();
});
