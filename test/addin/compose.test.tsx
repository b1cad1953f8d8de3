import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Resolution } from '#shared/model/resolution.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeDraft } from './support/fake-draft.ts';
import { createFakeHost } from './support/fake-host.ts';
import { anna, clara, createFakeServer, pumps, resolved } from './support/fake-server.ts';
import { openMail } from './support/mail.ts';
import { renderPane } from './support/render-pane.tsx';
import { answered, sam, type Ticket, ticket, toggle, writeMail } from './support/write-mail.tsx';

useBrowser();

describe('P7: a mail that is being written', () => {
  test('a new mail is untracked until Track is switched on; then the draft carries the ticket', async () => {
    const draft = createFakeDraft();
    const { user, server } = await writeMail(draft);
    expect((await toggle()).checked).toBe(false);
    expect(server.callsOf('createTrackTicket')).toEqual([]);
    await user.click(await toggle());
    await waitFor(async () => expect((await toggle()).checked).toBe(true));
    expect(draft.carries).toMatchObject({
      kept: { id: 'ticket 1', headerName: 'X-Correspond-Track', headerValue: 'mark 1' },
      sendingUrl: expect.stringMatching(/^http.*\/api\/v1\/track-tickets\/organization\.secret\/sending$/) as string,
    });
    expect(screen.getByText(/This Outlook does not tell when you send/)).toBeTruthy();
  });

  test('switched off again, nothing is left on the draft or the server', async () => {
    const draft = createFakeDraft();
    const { user, server } = await writeMail(draft);
    await user.click(await toggle());
    await waitFor(async () => expect((await toggle()).checked).toBe(true));
    await user.click(await toggle());
    await waitFor(async () => expect((await toggle()).checked).toBe(false));
    expect(draft.carries).toMatchObject({ kept: null, sendingUrl: null });
    expect(server.callsOf('withdrawTrackTicket')).toMatchObject([{ params: { trackTicketId: 'ticket 1' } }]);
  });

  test('a reply to a tracked mail opens with Track and its regarding, and says why', async () => {
    const draft = createFakeDraft({ composeType: 'reply', inReplyTo: ['<quote-1@fabrikam.test>'] });
    const { server } = await writeMail(draft, { proposal: answered });
    expect((await toggle()).checked).toBe(true);
    expect(screen.getByText(/Proposed because you answer “Quote for pumps”/)).toBeTruthy();
    expect(screen.getByRole('button', { name: pumps.name })).toBeTruthy();
    expect(server.callsOf('createTrackTicket')).toMatchObject([
      { body: { answers: 'activity 1', regarding: [{ type: 'opportunity', id: 'o1' }] } },
    ]);
  });

  test('a reply to an untracked mail stays untracked', async () => {
    await writeMail(createFakeDraft({ composeType: 'reply' }));
    expect((await toggle()).checked).toBe(false);
  });

  test('a client that does not tell what a draft is asks the server by its subject and people', async () => {
    const draft = createFakeDraft({ composeType: null });
    draft.write({ subject: 'RE: Quote for pumps', to: [{ address: 'anna@fabrikam.test', name: 'Anna' }] });
    const { server } = await writeMail(draft, { proposal: answered });
    expect((await toggle()).checked).toBe(true);
    expect(server.callsOf('proposeTracking')).toMatchObject([
      { body: { subject: 'RE: Quote for pumps', addresses: ['anna@fabrikam.test'], inReplyTo: [] } },
    ]);
  });

  test('regarding is chosen beforehand', async () => {
    const { user, server } = await writeMail(createFakeDraft());
    await user.click(await toggle());
    await user.click(await screen.findByRole('button', { name: 'Set regarding' }));
    await user.click(await screen.findByRole('option', { name: /40 pumps for Fabrikam/ }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('button', { name: 'Change regarding' })).toBeTruthy();
    expect(server.callsOf('changeTrackTicket')).toContainEqual(
      expect.objectContaining({ body: { regarding: [{ type: 'opportunity', id: 'o1' }] } }),
    );
  });

  test('recipients are matched as they are written, and the server is told what the draft says', async () => {
    const draft = createFakeDraft();
    const { user, server } = await writeMail(draft);
    await user.click(await toggle());
    server.resolutions['anna@fabrikam.test'] = resolved(anna);
    draft.write({ subject: 'Offer', to: [{ address: 'anna@fabrikam.test', name: 'anna@fabrikam.test' }] });
    expect(await screen.findByText('Anna Ruiz')).toBeTruthy();
    await waitFor(() =>
      expect(server.callsOf('changeTrackTicket').at(-1)).toMatchObject({
        body: { draft: { subject: 'Offer', to: [{ address: 'anna@fabrikam.test' }] } },
      }),
    );
  });

  test('where Outlook tells of the sending, the pane says so and offers no blind copy', async () => {
    const { user, server } = await writeMail(createFakeDraft({ sendEvent: true }), { drop: 'drop.1@crm.test' });
    await user.click(await toggle());
    expect(await screen.findByText('Outlook tells the CRM when you press Send.')).toBeTruthy();
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(server.callsOf('createTrackTicket')).toMatchObject([{ body: { way: 'sendEvent' } }]);
  });

  test('where the event of the new mail runs after the pane was opened, the way is changed', async () => {
    const draft = createFakeDraft();
    const { user, server } = await writeMail(draft);
    await user.click(await toggle());
    await screen.findByText(/This Outlook does not tell when you send/);
    draft.runsEvents = true;
    draft.write({ subject: 'Offer' });
    expect(await screen.findByText('Outlook tells the CRM when you press Send.')).toBeTruthy();
    expect(server.callsOf('changeTrackTicket')).toContainEqual(expect.objectContaining({ body: { way: 'sendEvent' } }));
  });

  test('where it does not, the blind copy to the drop address is offered, and visible in the draft', async () => {
    const draft = createFakeDraft();
    const { user, server } = await writeMail(draft, { drop: 'drop.1@crm.test' });
    await user.click(await toggle());
    await user.click(await screen.findByRole('checkbox', { name: 'Put drop.1@crm.test into Bcc' }));
    expect(await screen.findByText(/A blind copy, which you see in the Bcc field/)).toBeTruthy();
    expect(draft.carries.bcc).toEqual(['drop.1@crm.test']);
    expect(server.callsOf('changeTrackTicket')).toContainEqual(
      expect.objectContaining({ body: { way: 'dropAddress' } }),
    );
    await user.click(screen.getByRole('checkbox'));
    await waitFor(() => expect(draft.carries.bcc).toEqual([]));
  });

  test('T1: where no event tells of the sending, the token is written into the subject as the server says', async () => {
    const draft = createFakeDraft();
    const { user } = await writeMail(draft, { token: '[CRM-1-2]', subjectToWrite: 'Offer [CRM-1-2]' });
    await user.click(await toggle());
    draft.write({ subject: 'Offer' });
    await waitFor(() => expect(draft.carries.subject).toBe('Offer [CRM-1-2]'));
    await user.click(await toggle());
    await waitFor(() => expect(draft.carries.subject).toBe('Offer'));
  });

  test('T1: where an event tells of it, the subject is left to that event', async () => {
    const draft = createFakeDraft({ sendEvent: true });
    const about = { token: '[CRM-1-2]', subjectToWrite: 'Offer [CRM-1-2]' };
    const { user, server } = await writeMail(draft, about);
    await user.click(await toggle());
    draft.write({ subject: 'Offer' });
    await waitFor(() => expect(server.callsOf('changeTrackTicket')).toHaveLength(1));
    expect(draft.carries.subject).toBe('Offer');
  });

  test('a draft that is opened again shows what was chosen, and makes no second ticket', async () => {
    const draft = createFakeDraft();
    draft.carries.kept = { id: 'ticket 1', headerName: 'X-Correspond-Track', headerValue: 'mark 1' };
    const { server } = await writeMail(draft);
    expect((await toggle()).checked).toBe(true);
    expect(screen.getByRole('button', { name: pumps.name })).toBeTruthy();
    expect(server.callsOf('createTrackTicket')).toEqual([]);
  });

  test('a draft that Outlook does not let us mark is not tracked, and the server keeps nothing', async () => {
    const draft = createFakeDraft();
    draft.failToKeep = new Error('Outlook refused');
    const { user, server } = await writeMail(draft);
    await user.click(await toggle());
    expect(await screen.findByText(/Nothing was changed/)).toBeTruthy();
    expect((await toggle()).checked).toBe(false);
    expect(server.callsOf('withdrawTrackTicket')).toHaveLength(1);
  });

  test('mails that were not seen sent are listed, and can be forgotten', async () => {
    const waiting: Ticket[] = [
      { ...ticket, id: 'ticket 7', state: 'pending', subject: 'Offer 7', pendingSince: '2026-03-01T09:00:00.000Z' },
      { ...ticket, id: 'ticket 8', state: 'notConfirmed', subject: 'Offer 8' },
      { ...ticket, id: 'ticket 9', subject: 'Being written' },
    ];
    const { user, server } = await writeMail(createFakeDraft(), { waiting });
    expect(await screen.findByText(/Pending since/)).toBeTruthy();
    expect(screen.getByText(/Not confirmed/)).toBeTruthy();
    expect(screen.queryByText('Being written')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Do not wait for “Offer 7” any more' }));
    expect(server.callsOf('withdrawTrackTicket')).toMatchObject([{ params: { trackTicketId: 'ticket 7' } }]);
  });

  test('P12: the whole is there in Spanish', async () => {
    const { user } = await writeMail(createFakeDraft(), { language: 'es' });
    await user.click(await toggle('Registrar cuando se envíe'));
    expect(await screen.findByText(/Este Outlook no avisa cuando usted envía/)).toBeTruthy();
  });
});

describe('P7: an own mail in Sent Items', () => {
  const sent = openMail({
    internetMessageId: '<sent-1@contoso.test>',
    from: { address: 'Clara@contoso.test', name: 'Clara' },
  });
  const openSent = async (
    found: Ticket | null,
    from = sent.from,
    resolutions: Readonly<Record<string, Resolution>> = {},
  ) => {
    const host = createFakeHost({ ...sent, from });
    host.sentMark = 'mark 1';
    const server = createFakeServer();
    Object.assign(server.resolutions, resolutions);
    server.answer('findSentTicket', () => ({ ticket: found }));
    return renderPane({ host, server });
  };

  test('is tracked by being seen, when it was written with Track on', async () => {
    const { server } = await openSent({ ...ticket, state: 'pending', regarding: [pumps] });
    expect(await screen.findByText('Tracked in CRM')).toBeTruthy();
    expect(server.callsOf('findSentTicket')).toMatchObject([
      { body: { mark: 'mark 1', internetMessageId: '<sent-1@contoso.test>', sentAt: sent.sentAt } },
    ]);
    expect(server.callsOf('promote')).toHaveLength(1);
  });

  test('is left alone when it was not', async () => {
    const { server } = await openSent(null);
    await waitFor(() => expect(server.callsOf('findSentTicket')).toHaveLength(1));
    expect(screen.getByText('Not tracked')).toBeTruthy();
    expect(server.callsOf('promote')).toEqual([]);
  });

  test('P13: what was written in the name of a colleague is tracked in that name', async () => {
    const from = { address: 'sam@contoso.test', name: 'Sam' };
    const found: Ticket = { ...ticket, state: 'pending', user: sam, actor: clara };
    const { server } = await openSent(found, from, { [from.address]: resolved({ ...sam, type: 'user' }) });
    expect(await screen.findByText('Tracked in CRM')).toBeTruthy();
    expect(server.callsOf('findSentTicket')).toMatchObject([{ body: { from: from.address } }]);
    expect(server.callsOf('promote')).toMatchObject([{ query: { onBehalfOf: sam.id } }]);
  });

  test("somebody else's mail is never asked about", async () => {
    const { server } = await openSent({ ...ticket, state: 'pending' }, { address: 'anna@fabrikam.test', name: 'Anna' });
    await screen.findByText('Not tracked');
    expect(server.callsOf('findSentTicket')).toEqual([]);
  });
});
