import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { activityOf, clara, createFakeServer, promotionOf, pumps } from './support/fake-server.ts';
import { openMail } from './support/mail.ts';
import { type PaneWorld, renderPane } from './support/render-pane.tsx';

useBrowser();

const id = openMail().internetMessageId!;

const tracked = async (language: NonNullable<PaneWorld['language']> = 'en') => {
  const server = createFakeServer();
  const mail = activityOf(id, { subject: 'Quote for pumps', regarding: [pumps], trackedBy: [promotionOf(clara)] });
  server.tracked.set(id, mail);
  server.answer('createActivity', (args) => {
    const { subject } = 'body' in args ? args.body : { subject: '' };
    return { ...activityOf('<none>'), id: 't1', kind: 'task', subject };
  });
  server.answer('deleteActivity', () => undefined);
  return { ...(await renderPane({ server, language })), server };
};

test('P11: a task is made from a tracked mail by keyboard, with its subject and regarding, a day, and the way back', async () => {
  const { user, server } = await tracked();
  const open = await screen.findByRole('button', { name: 'Make a task of it' });
  open.focus();
  await user.keyboard('{Enter}');
  const form = within(screen.getByRole('group', { name: 'Make a task of it' }));
  const subject = await form.findByRole<HTMLInputElement>('textbox', { name: 'Task' });
  expect(subject.value).toBe('Quote for pumps');
  expect(form.getByText(/40 pumps for Fabrikam/)).toBeTruthy();
  await user.tab();
  expect(document.activeElement).toBe(subject);
  await user.clear(subject);
  await user.keyboard('Call Anna{Tab}');
  expect(document.activeElement).toBe(form.getByLabelText('Due'));
  await user.type(form.getByLabelText('Due'), '2026-03-09');
  await user.keyboard('{Enter}');
  expect(await screen.findByText('The task is in the CRM.')).toBeTruthy();
  const body = {
    kind: 'task',
    subject: 'Call Anna',
    fields: { due: '2026-03-09' },
    regarding: [{ type: pumps.type, id: pumps.id }],
    follows: `activity ${id}`,
  };
  expect(server.callsOf('createActivity')).toEqual([{ body }]);
  const made = form.getByRole('list', { name: 'Tasks made here' });
  expect(
    within(made)
      .getByRole('link', { name: /Call Anna/ })
      .getAttribute('href'),
  ).toContain('t1');
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(form.queryByRole('list')).toBeNull());
  expect(server.callsOf('deleteActivity')).toMatchObject([{ params: { activityId: 't1' } }]);
});

test('P11: a task needs words, may have no day, and what was refused stays written', async () => {
  const { user, server } = await tracked();
  await user.click(await screen.findByRole('button', { name: 'Make a task of it' }));
  const subject = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Task' });
  await user.clear(subject);
  await user.click(screen.getByRole('button', { name: 'Make task' }));
  expect(await screen.findByText('Write what is to be done.')).toBeTruthy();
  expect(server.callsOf('createActivity')).toEqual([]);
  await user.type(subject, 'Call Bo');
  server.refuse('createActivity', 'unreachable');
  await user.click(screen.getByRole('button', { name: 'Make task' }));
  expect(await screen.findByText(/The server cannot be reached/)).toBeTruthy();
  expect(subject.value).toBe('Call Bo');
  expect(screen.queryByText('Write what is to be done.')).toBeNull();
  expect(server.callsOf('createActivity')).toMatchObject([{ body: { subject: 'Call Bo', fields: {} } }]);
});

test('P11: nobody is offered a task of a mail that is not in the CRM; in Spanish it is offered in Spanish', async () => {
  const { unmount } = await renderPane();
  expect(await screen.findByRole('button', { name: 'Track in CRM' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Make a task of it' })).toBeNull();
  unmount();
  const { user } = await tracked('es');
  await user.click(await screen.findByRole('button', { name: 'Hacer de él una tarea' }));
  expect(await screen.findByRole('textbox', { name: 'Tarea' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Crear tarea' })).toBeTruthy();
});
