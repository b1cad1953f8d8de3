import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import { useBrowser } from './support/browser.ts';
import { activityOf, clara, createFakeServer } from './support/fake-server.ts';
import { openMail } from './support/mail.ts';
import { createFakeHost } from './support/fake-host.ts';
import { type PaneWorld, renderPane } from './support/render-pane.tsx';

useBrowser();

type Thread = CallOutput<'getThreadVeto'>;
const free: Thread = { threadId: 't1', everyone: null, own: null, reach: 'everyone' };
const at = '2026-03-02T09:00:00.000Z';
const byAna = { by: { id: 'u9', name: 'Ana Admin' }, at };
const byMe = { by: clara, at };

const open = async (thread: Thread | null, language: NonNullable<PaneWorld['language']> = 'en', headers?: string) => {
  const host = createFakeHost(openMail());
  if (headers !== undefined) host.readHeaders = () => Promise.resolve(headers);
  const server = createFakeServer();
  server.answer('findThread', () => ({ thread }));
  server.answer('vetoThread', () => (thread?.reach === 'own' ? { ...thread, own: byMe } : { ...free, everyone: byMe }));
  server.answer('liftThreadVeto', () => ({ ...free, reach: thread?.reach ?? 'everyone' }));
  return { ...(await renderPane({ host, server, language })), host };
};
const offForEveryone = (name: string) =>
  `${name} switched automatic tracking of this conversation off for everyone. What a person tracks by hand is tracked.`;

describe('C6: the veto of a conversation in the pane', () => {
  test('the owner switches automatic tracking off for everyone: the pane says so; and lifts it again', async () => {
    const { user, server } = await open(free);
    await user.click(await screen.findByRole('button', { name: 'Automatic tracking' }));
    const control = await screen.findByRole<HTMLInputElement>('switch', {
      name: 'Track further mail of this conversation by itself',
    });
    expect(control.checked).toBe(true);
    await user.click(control);
    expect(await screen.findByText(offForEveryone('Clara Holt'))).toBeTruthy();
    expect(server.callsOf('vetoThread')).toMatchObject([{ params: { threadId: 't1' } }]);
    await user.click(control);
    await waitFor(() => expect(screen.queryByText(offForEveryone('Clara Holt'))).toBeNull());
    expect(server.callsOf('liftThreadVeto')).toMatchObject([{ params: { threadId: 't1' } }]);
  });

  test('another user speaks for their own mailbox', async () => {
    const { user } = await open({ ...free, reach: 'own' });
    await user.click(await screen.findByRole('button', { name: 'Automatic tracking' }));
    await user.click(
      await screen.findByRole('switch', { name: 'Track further mail of this conversation in my mailbox by itself' }),
    );
    expect(await screen.findByText(/^You switched automatic tracking of this conversation off/)).toBeTruthy();
  });

  test('a veto for everyone is said at once, of a mail that is not tracked too; others cannot lift it', async () => {
    const { user, server } = await open({ ...free, reach: 'own', everyone: byAna });
    expect(await screen.findByText(offForEveryone('Ana Admin'))).toBeTruthy();
    expect(screen.getByText('Not tracked')).toBeTruthy();
    expect(server.callsOf('findThread')).toMatchObject([
      { body: { internetMessageIds: [openMail().internetMessageId, '<earlier@contoso.test>'] } },
    ]);
    await user.click(screen.getByRole('button', { name: 'Automatic tracking' }));
    expect(screen.getByRole<HTMLInputElement>('switch', { name: /^Track further mail/ }).disabled).toBe(true);
    expect(
      screen.getByText('Only the owner of the conversation or an administrator can switch it on again.'),
    ).toBeTruthy();
  });

  test('a mail that begins a conversation is asked about only once it is tracked', async () => {
    const { user, server } = await open(free, 'en', 'Subject: Quote\r\n');
    const id = openMail().internetMessageId!;
    await screen.findByText('Not tracked');
    expect(screen.queryByRole('button', { name: 'Automatic tracking' })).toBeNull();
    expect(server.callsOf('findThread')).toEqual([]);
    server.tracked.set(id, activityOf(id));
    await user.click(screen.getByRole('button', { name: 'Track in CRM' }));
    expect(await screen.findByRole('button', { name: 'Automatic tracking' })).toBeTruthy();
    expect(server.callsOf('findThread')).toMatchObject([{ body: { internetMessageIds: [id] } }]);
  });

  test('a refusal leaves what stands and says why; P12: in Spanish', async () => {
    const { user, server } = await open({ ...free, everyone: byAna }, 'es');
    expect(await screen.findByText(/^Ana Admin desactivó para todos el registro automático/)).toBeTruthy();
    server.refuse('liftThreadVeto', 'not_permitted');
    await user.click(screen.getByRole('button', { name: 'Registro automático' }));
    await user.click(await screen.findByRole('switch'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByText(/^Ana Admin desactivó para todos/)).toBeTruthy();
  });
});
