import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import type { Activity } from '#shared/model/activity.ts';
import { usualSyncSettings } from '#shared/model/synchronization.ts';
import { ActivityPage } from '../../addin/console/pages/activity-page.tsx';
import { ChoicesSection } from '../../addin/console/synchronization/choices-section.tsx';
import { Timeline } from '../../addin/console/timeline.tsx';
import { AppointmentsSection } from '../../addin/console/tracking/appointments-section.tsx';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import { useBrowser } from './support/browser.ts';
import { renderRoom } from './support/console-page.tsx';
import { activityOf, anna, createFakeServer, resolved } from './support/fake-server.ts';

useBrowser();

const unresolved = { kind: 'unresolved' } as const;
const unsent = { sentAt: null, receivedAt: null, internetMessageId: null, status: 'planned' } as const;
const meeting: Activity = {
  ...activityOf('<none>', unsent),
  id: 'a1',
  kind: 'appointment',
  subject: 'Pump review',
  fields: { start: '2031-03-09T09:00:00Z', end: '2031-03-09T10:00:00Z' },
  parties: [
    { role: 'organizer', address: 'anna@fabrikam.example', resolution: resolved(anna) },
    { role: 'required', address: 'bo@fabrikam.example', name: 'Bo Beispiel', resolution: unresolved },
    { role: 'optional', address: 'cy@fabrikam.example', resolution: unresolved },
  ],
};
const fair: Activity = {
  ...meeting,
  id: 'a2',
  subject: 'Fair',
  parties: [],
  fields: { start: '2031-03-09', end: '2031-03-12', allDay: true, recurrence: 'FREQ=YEARLY' },
};
const task: Activity = {
  ...meeting,
  id: 'a3',
  kind: 'task',
  subject: 'Call Anna',
  parties: [],
  owner: { type: 'user', id: 'u1', name: 'Clara Holt' },
  fields: { due: '2031-03-09' },
};
const lines = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent.replaceAll('\u2009', ' '));

test('P19: the timeline shows of each activity what it is, when, and with whom', async () => {
  const done: Activity = { ...task, id: 'a4', subject: 'Sent', fields: { completed: '2031-03-10' } };
  const bare: Activity = { ...task, id: 'a5', subject: 'Some day', owner: null, fields: {} };
  const mail = activityOf('<m1>', { sentAt: '2001-03-02T12:00:00.000Z' });
  await renderRoom(createFakeServer(), <Timeline activities={[meeting, fair, task, done, bare, mail]} />);
  const [first = '', second, ...rest] = lines();
  expect(first).toMatch(/^Pump reviewAppointment · Mar 9, 2031, .+ – .+Anna Ruiz → Bo Beispiel, cy@fabrikam.example$/);
  expect(second).toBe('FairAppointment, repeats · Mar 9 – 11, 2031');
  expect(rest).toEqual([
    'Call AnnaTask · due Mar 9, 2031Clara Holt',
    'SentTask · done Mar 10, 2031Clara Holt',
    'Some dayTask',
    'Quote for pumpsReceived · Mar 2, 2001',
  ]);
});

test('P19, P12: the timeline speaks Spanish of appointments and tasks', async () => {
  await renderRoom(createFakeServer(), <Timeline activities={[fair, task]} />, 'es');
  expect(lines()).toEqual(['FairCita que se repite · 9–11 mar 2031', 'Call AnnaTarea · vence 9 mar 2031Clara Holt']);
});

test('P11: the page of an appointment says when it is, and offers nothing that is for mail alone', async () => {
  const server = createFakeServer();
  const detail = { text: 'Bring boots.', html: null, remoteSources: 0, threadId: 't1', notes: 'Bring boots.' };
  server.answer('getActivity', () => ({ ...meeting, ...detail }));
  server.answer('getThreadVeto', () => ({ threadId: 't1', everyone: null, own: null, reach: 'own' }));
  await renderRoom(server, <ActivityPage activityId="a1" />);
  expect(await screen.findByText(/^Appointment · Mar 9, 2031/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Reply' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Download the message' })).toBeNull();
});

test('P11: an administrator lets private appointments be tracked, or not', async () => {
  const server = createFakeServer();
  server.answer('changeSettings', () => defaultOrganizationSettings);
  const settings = { ...defaultOrganizationSettings, trackPrivateAppointments: false };
  const user = await renderRoom(server, <AppointmentsSection settings={settings} />);
  await user.click(screen.getByRole('switch', { name: 'Private appointments may be tracked by hand' }));
  await user.click(screen.getByRole('button', { name: 'Save appointments' }));
  await waitFor(() => expect(server.callsOf('changeSettings')).toEqual([{ body: { trackPrivateAppointments: true } }]));
});

test('Y6: private items come from the mailbox once the switch is on', async () => {
  const server = createFakeServer();
  const account = {
    protocol: 'graph',
    settings: usualSyncSettings,
  } as NonNullable<CallOutput<'getMySynchronization'>['account']>;
  server.answer('changeMySynchronization', () => account);
  const user = await renderRoom(server, <ChoicesSection account={account} />);
  const control = await screen.findByRole<HTMLInputElement>('switch', { name: 'Take private items too' });
  expect(control.checked).toBe(false);
  await user.click(control);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(server.callsOf('changeMySynchronization')).toMatchObject([{ body: { privateItems: true } }]),
  );
});
