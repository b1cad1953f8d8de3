import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { createFakeDraft } from './support/fake-draft.ts';
import { clara } from './support/fake-server.ts';
import { sam, ticket, toggle, writeMail } from './support/write-mail.tsx';

useBrowser();

const asSam = { address: 'sam@contoso.test', name: 'Sam' };
const samSays = 'Written in the name of Sam Support: it is recorded for them, by Clara Holt.';

describe('P13: a mail that is written in the name of another', () => {
  test('is tracked for them, and the pane says for whom and by whom', async () => {
    const draft = createFakeDraft();
    draft.write({ from: asSam });
    const { user, server } = await writeMail(draft);
    await user.click(await toggle());
    expect(await screen.findByText(samSays)).toBeTruthy();
    expect(server.callsOf('createTrackTicket')).toMatchObject([{ body: { onBehalfOf: asSam.address } }]);
    await waitFor(() => expect(server.callsOf('changeTrackTicket')).toHaveLength(1));
    expect(server.callsOf('changeTrackTicket')).not.toMatchObject([{ body: { onBehalfOf: asSam.address } }]);
  });

  test('when the sender is chosen later it changes hands, with the blind copy to the drop address; and back', async () => {
    const draft = createFakeDraft();
    const about = { drop: 'drop.clara@crm.test' };
    const { user, server } = await writeMail(draft, about);
    await user.click(await toggle());
    await user.click(await screen.findByRole('checkbox', { name: 'Put drop.clara@crm.test into Bcc' }));
    await waitFor(() => expect(draft.carries.bcc).toEqual(['drop.clara@crm.test']));
    about.drop = 'drop.sam@crm.test';
    draft.write({ from: asSam });
    expect(await screen.findByText(samSays)).toBeTruthy();
    await waitFor(() => expect(draft.carries.bcc).toEqual(['drop.sam@crm.test']));
    draft.write({ from: null });
    await waitFor(() => expect(screen.queryByText(samSays)).toBeNull());
    const told = server.callsOf('changeTrackTicket').filter((args) => 'onBehalfOf' in (args['body'] as object));
    expect(told).toMatchObject([{ body: { onBehalfOf: asSam.address } }, { body: { onBehalfOf: null } }]);
  });

  test('a sender who is no user of the CRM is refused in words, once, and nothing is tracked', async () => {
    const draft = createFakeDraft();
    draft.write({ from: { address: 'info@contoso.test', name: 'Info' } });
    const { user, server } = await writeMail(draft);
    await user.click(await toggle());
    expect(await screen.findByText(/This person is not a user of the organization/)).toBeTruthy();
    expect((await toggle()).checked).toBe(false);
    expect(draft.carries.kept).toBeNull();
    expect(server.callsOf('createTrackTicket')).toHaveLength(1);
  });

  test('what waits to be seen sent says who wrote it for whom', async () => {
    const waiting = [{ ...ticket, state: 'pending' as const, pendingSince: ticket.createdAt, user: sam, actor: clara }];
    await writeMail(createFakeDraft(), { waiting });
    expect(await screen.findByText('Clara Holt for Sam Support')).toBeTruthy();
  });
});
