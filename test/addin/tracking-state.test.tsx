import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { createFakeHost } from './support/fake-host.ts';
import { activityOf, ben, clara, createFakeServer, promotionOf, pumps } from './support/fake-server.ts';
import { useBrowser } from './support/browser.ts';
import { openMail } from './support/mail.ts';
import { renderPane } from './support/render-pane.tsx';

useBrowser();
const id = '<quote-1@fabrikam.test>';

test('P1: the state is asked of the server by Internet Message-ID', async () => {
  const { server } = await renderPane();
  expect(await screen.findByText('Not tracked')).toBeTruthy();
  expect(server.callsOf('getTracking')).toMatchObject([{ params: { internetMessageId: id } }]);
});

test('P1: two computers show the same: what one tracks, the other shows when it is looked at', async () => {
  const server = createFakeServer();
  const one = await renderPane({ server });
  await one.user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
  await screen.findByText('Tracked in CRM');
  one.unmount();
  await renderPane({ server, host: createFakeHost() });
  expect(await screen.findByText('Tracked in CRM')).toBeTruthy();
});

test('P1: untracked, pending, tracked and failed are told by words, not by colour alone (P12)', async () => {
  const server = createFakeServer();
  const unknown = { regarding: [], offeredRegarding: [], trackedBy: [], why: 'Because.' };
  for (const [state, words] of [
    ['untracked', 'Not tracked'],
    ['pending', 'Being recorded'],
    ['failed', 'Held, nothing is lost'],
  ] as const) {
    server.answer('getTracking', () => ({ ...unknown, state }));
    const { unmount } = await renderPane({ server });
    expect(await screen.findByText(words)).toBeTruthy();
    unmount();
  }
});

test('P1: at most 3 requests before the answer is on screen: restore, state, people', async () => {
  const { server } = await renderPane();
  await screen.findByText('Not tracked');
  await waitFor(() => expect(screen.getAllByText('Not in the CRM')).toHaveLength(2));
  // What is asked later, such as the conversation, is asked when these are answered.
  await waitFor(() => expect(server.calls).toHaveLength(3));
  const names = server.calls.map(({ name }) => name);
  expect(names.slice(0, 2).sort()).toEqual(['getTracking', 'matchAddresses']);
  expect(names.slice(2)).toEqual(['findThread']);
});

test('P1: a mail without its id yet can be tracked, and its state follows the answer', async () => {
  const { user } = await renderPane({ host: createFakeHost(openMail({ internetMessageId: null })) });
  expect(await screen.findAllByText(/has not given this mail its id/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Track in CRM' }));
  expect(await screen.findByText('Tracked in CRM')).toBeTruthy();
});

test('P2: a mail that another person tracks can be tracked too', async () => {
  const server = createFakeServer();
  server.tracked.set(id, activityOf(id, { trackedBy: [promotionOf(ben)], regarding: [pumps] }));
  const { user } = await renderPane({ server });
  expect(await screen.findByText(/By Ben Stone/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Track it too' }));
  expect(await screen.findByText(/By you, .+ and 1 other/)).toBeTruthy();
});

test('P2: the activity opens in the console', async () => {
  const server = createFakeServer();
  server.tracked.set(id, activityOf(id, { id: 'a 1', trackedBy: [promotionOf(clara)] }));
  await renderPane({ server });
  const link = await screen.findByRole('link', { name: 'Open in CRM' });
  expect(link.getAttribute('href')).toBe('https://crm.test/console/activities/a%201');
});

test('P5: Why? tells the sentence, the evidence, the source and the candidates with their scores', async () => {
  const server = createFakeServer();
  server.tracked.set(
    id,
    activityOf(id, {
      trackedBy: [promotionOf(clara)],
      correlation: { method: 'inReplyTo', activityId: 'a0', evidence: 'In-Reply-To: <earlier@contoso.test>' },
      flags: ['quotedTextRemoved'],
      source: 'reconstructed',
      parties: [
        {
          role: 'from',
          address: 'info@fabrikam.test',
          resolution: { kind: 'ambiguous', candidates: [{ record: pumps, cause: 'alias', score: 40 }] },
        },
      ],
    }),
  );
  const { user } = await renderPane({ server });
  await user.click(await screen.findByText('Why?'));
  const reasons = within(screen.getByRole('group', { name: 'Why?' }));
  expect(reasons.getByText('You tracked it by hand; the sender is Anna Ruiz.')).toBeTruthy();
  expect(reasons.getByText('In-Reply-To: <earlier@contoso.test>')).toBeTruthy();
  expect(reasons.getByText(/Rebuilt from what this Outlook gives/)).toBeTruthy();
  expect(reasons.getByText('Quoted text was left out.')).toBeTruthy();
  expect(reasons.getByText(/40 pumps for Fabrikam.+another address, score 40/)).toBeTruthy();
});

test('a state that cannot be asked says why and can be asked again', async () => {
  const server = createFakeServer();
  const answers = createFakeServer();
  server.refuse('getTracking', 'internal_error');
  const { user } = await renderPane({ server });
  expect((await screen.findByRole('alert')).textContent).toContain('The server made a mistake');
  server.answer('getTracking', (args) => answers.call('getTracking', args));
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Not tracked')).toBeTruthy();
});
