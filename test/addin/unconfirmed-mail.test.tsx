import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import { EmailPage } from '../../addin/console/pages/email-page.tsx';
import { EmailsPage } from '../../addin/console/pages/emails-page.tsx';
import { RecordPage } from '../../addin/console/pages/record-page.tsx';
import { RecipientsField } from '../../addin/console/write/recipients-field.tsx';
import { builtInTypes } from '../../server/domain/records/record-types.ts';
import { useBrowser } from './support/browser.ts';
import { anna, activityOf, createFakeServer, resolved } from './support/fake-server.ts';
import { renderRoom } from './support/render-room.tsx';

useBrowser();
type Email = CallOutput<'getEmail'>;

const at = '2026-03-02T09:00:00.000Z';
const recipient = (address: string, state: Email['recipients'][number]['state']): Email['recipients'][number] => ({
  role: 'to',
  address,
  resolution: { kind: 'unresolved' },
  state,
  lastAnswer: null,
  attempts: 1,
  nextAttemptAt: null,
});
const email: Email = {
  id: 'e1',
  status: 'sending',
  subject: 'Offer',
  subjectSent: 'Offer',
  token: null,
  from: { address: 'clara@contoso.test' },
  recipients: [recipient('anna@fabrikam.test', 'uncertain'), recipient('bo@fabrikam.test', 'bounced')],
  attempts: 1,
  nextAttemptAt: null,
  lastAnswer: null,
  sandbox: false,
  sentCopy: null,
  paused: null,
  sendAt: null,
  sentAt: null,
  internetMessageId: '<e1@contoso.test>',
  author: { id: 'u1', name: 'Clara Holt' },
  principal: { id: 'u1', name: 'Clara Holt' },
  regarding: [],
  attachments: [],
  priority: 'normal',
  readReceipt: false,
  deliveryNotification: false,
  inReplyTo: null,
  createdAt: at,
  updatedAt: at,
  version: 1,
  actions: ['settle'],
  text: 'Here it is.',
  html: null,
  history: [],
  reports: [{ address: 'bo@fabrikam.test', at, statusCode: '5.1.1', hard: true, answer: '550 5.1.1 User unknown' }],
};

const newServer = () => {
  const server = createFakeServer();
  server.answer('getEmail', () => email);
  server.answer(
    'getActivity',
    () => ({ ...activityOf('<e1@contoso.test>'), text: '', html: null, blockedImages: 0 }) as never,
  );
  server.answer('settleUncertain', () => ({ ...email, actions: [] }));
  server.answer('listEmails', ({ query }) => ({
    items: query?.recipientState === 'uncertain' ? [email] : [],
    nextCursor: null,
  }));
  return server;
};

test('S4: what happened and what each choice means is said; sending again asks once and names whom', async () => {
  const server = newServer();
  const user = await renderRoom(server, <EmailPage emailId="e1" />);
  await screen.findByText(/may arrive twice/);
  await user.click(screen.getByRole('button', { name: 'Send again to anna@fabrikam.test' }));
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Send again to anna@fabrikam.test?' }));
  dialog.getByText('If the first one arrived after all, this recipient gets the same mail twice.');
  expect(server.callsOf('settleUncertain')).toEqual([]);
  await user.click(dialog.getByRole('button', { name: 'Send again' }));
  await screen.findByText('It is on its way again.');
  expect(server.callsOf('settleUncertain')[0]?.['body']).toEqual({
    verdict: 'sendAgain',
    recipients: ['anna@fabrikam.test'],
  });
});

test('S4: a mail whose fate is uncertain is settled as arrived for each recipient', async () => {
  const server = newServer();
  const user = await renderRoom(server, <EmailPage emailId="e1" />);
  await user.click(await screen.findByRole('button', { name: 'It arrived at anna@fabrikam.test' }));
  await screen.findByText('Noted.');
  expect(server.callsOf('settleUncertain')[0]?.['body']).toEqual({
    verdict: 'arrived',
    recipients: ['anna@fabrikam.test'],
  });
});

test('S4: the list of one’s mail begins with the number of those that are uncertain, and each leads to its page', async () => {
  await renderRoom(newServer(), <EmailsPage />);
  const list = within(await screen.findByRole('list', { name: 'Nobody knows whether this arrived' }));
  expect(list.getByRole('link', { name: 'Offer' }).getAttribute('href')).toBe('/console/emails/e1');
  screen.getByRole('heading', { name: 'Of 1 mail nobody knows whether it arrived.' });
});

test('S8: a copy that failed says why and what trying again does; asked for, it waits', async () => {
  const server = newServer();
  const failed = { task: 'append', state: 'failed', answer: 'The folder does not exist.' } as const;
  let stands: Email = { ...email, status: 'sent', sentCopy: failed, actions: ['keepCopy'] };
  server.answer('getEmail', () => stands);
  server.answer('keepSentCopy', () => {
    stands = { ...stands, sentCopy: { task: 'append', state: 'waiting', answer: null }, actions: [] };
    return stands;
  });
  const user = await renderRoom(server, <EmailPage emailId="e1" />);
  await screen.findByText(/could not be put into the folder of sent mail.*The folder does not exist\./);
  await screen.findByText(/Nothing is sent again/);
  await user.click(screen.getByRole('button', { name: 'Try the copy again' }));
  await screen.findByText('The copy for the folder of sent mail waits.');
  expect(server.callsOf('keepSentCopy')).toMatchObject([{ params: { emailId: 'e1' } }]);
  expect(screen.queryByRole('button', { name: 'Try the copy again' })).toBeNull();
});

test('S8: a copy that lies there, and a reader who may not act, get no button; in Spanish the words are there', async () => {
  const server = newServer();
  const failed = { task: 'append', state: 'failed', answer: null } as const;
  server.answer('getEmail', () => ({ ...email, status: 'sent', sentCopy: failed, actions: [] }));
  await renderRoom(server, <EmailPage emailId="e1" />, 'es');
  await screen.findByText(/No se pudo guardar la copia en la carpeta de enviados/);
  expect(screen.queryByRole('button', { name: 'Intentar la copia otra vez' })).toBeNull();
});

test('S12: what was reported back stands with the attempts: when, for whom, how bad, and in which words', async () => {
  await renderRoom(newServer(), <EmailPage emailId="e1" />);
  const reports = within(await screen.findByRole('list', { name: 'What was reported back' }));
  reports.getByText('came back · for good · 5.1.1 · 550 5.1.1 User unknown');
});

test('S12: who is written to at an address that bounced is warned before sending', async () => {
  const server = newServer();
  const address = 'anna@fabrikam.test';
  server.answer('matchAddresses', () => ({
    matches: [{ address, resolution: resolved(anna), bounced: { since: at, statusCode: '5.1.1' } }],
  }));
  const written = [{ address, name: null, record: null }];
  await renderRoom(server, <RecipientsField label="To" onChange={() => undefined} recipients={written} />);
  await screen.findByText(/^anna@fabrikam\.test: this address bounced on/);
});

test('S12: the mark of an address stands on its record, and a person clears it', async () => {
  const server = newServer();
  const address = 'anna@fabrikam.test';
  let marked = true;
  server.answer('matchAddresses', () => ({
    matches: [
      {
        address,
        resolution: resolved(anna),
        ...(marked ? { bounced: { since: at, statusCode: '5.1.1' } } : {}),
      },
    ],
  }));
  server.answer('clearBouncing', () => {
    marked = false;
    return undefined;
  });
  server.answer('listRecordTypes', () => ({ items: [...builtInTypes] }));
  server.answer('listActivities', () => ({ items: [], nextCursor: null }));
  server.answer(
    'getRecordCard',
    () =>
      ({
        record: {
          ...anna,
          addresses: [{ address, primary: true }],
          owner: null,
          active: true,
          createdAt: at,
          updatedAt: at,
          version: 1,
          fields: {},
        },
        account: null,
        open: [],
      }) as never,
  );
  const user = await renderRoom(server, <RecordPage record={anna} />);
  await user.click(await screen.findByRole('button', { name: 'anna@fabrikam.test takes mail again' }));
  await screen.findByText('The mark is gone; campaigns and workflows write to this address again.');
  expect(server.callsOf('clearBouncing')).toMatchObject([{ params: { address } }]);
  expect(screen.queryByText(/this address bounced on/)).toBeNull();
});
