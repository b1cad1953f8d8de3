import { expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { createWorld } from '../support/world.ts';

const meeting = {
  kind: 'appointment',
  subject: 'Pump review',
  notes: 'Bring the drawings',
  fields: {
    uid: 'meeting-1',
    start: '2026-03-09T09:00:00Z',
    end: '2026-03-09T10:00:00Z',
    location: 'Hall 2',
    organizer: 'ben@contoso.test',
    attendees: ['required anna@muster.example'],
  },
} as const;
const written = { ...meeting, fields: { ...meeting.fields, attendees: [...meeting.fields.attendees] } };

/** P11, O1, O9, O10: tasks and appointments as activities, on every engine. */
export const agendaContract = (store: () => Promise<AppOptions['store']>): void => {
  const open = async () => createWorld({ store: await store() });

  test('P11: an appointment is an activity with its people, stands on their timelines, and is changed, deleted and restored', async () => {
    await using world = await open();
    const { ben } = world;
    const anna = await ben.call('createRecord', {
      params: { type: 'contact' },
      body: { name: 'Anna Muster', addresses: ['anna@muster.example'] },
    });
    const deal = await ben.call('createRecord', { params: { type: 'opportunity' }, body: { name: 'Pumps for Köln' } });
    const made = await ben.call('createActivity', {
      body: { ...written, regarding: [{ type: 'opportunity', id: deal.id }] },
    });
    expect(made).toMatchObject({
      kind: 'appointment',
      state: 'open',
      status: 'planned',
      subject: 'Pump review',
      regarding: [{ id: deal.id }],
      fields: meeting.fields,
      trackedBy: [{ user: { id: ben.id } }],
    });
    expect(made.parties.map(({ role, resolution }) => [role, resolution.kind])).toEqual([
      ['organizer', 'resolved'],
      ['required', 'resolved'],
    ]);
    const timeline = async () =>
      (await ben.call('listActivities', { query: { party: `contact:${anna.id}`, kind: 'appointment' } })).items;
    expect((await timeline()).map(({ id }) => id)).toEqual([made.id]);
    const changed = await ben.call('changeActivity', {
      params: { activityId: made.id },
      body: { subject: 'Pump review II', fields: { location: null, end: '2026-03-09T11:00:00Z' } },
    });
    expect(changed).toMatchObject({
      subject: 'Pump review II',
      notes: 'Bring the drawings',
      fields: { ...meeting.fields, location: null, end: '2026-03-09T11:00:00Z' },
    });
    await ben.call('deleteActivity', { params: { activityId: made.id } });
    expect(await timeline()).toEqual([]);
    await ben.call('restoreActivity', { params: { activityId: made.id } });
    expect((await timeline()).map(({ subject }) => subject)).toEqual(['Pump review II']);
  });

  test('P11: a task is open until it is done', async () => {
    await using world = await open();
    const { ben } = world;
    const { id, state } = await ben.call('createActivity', {
      body: { kind: 'task', subject: 'Call Anna', fields: { due: '2026-03-09', percentComplete: 20 } },
    });
    expect(state).toBe('open');
    const done = await ben.call('changeActivity', {
      params: { activityId: id },
      body: { fields: { percentComplete: 100, completed: '2026-03-05T08:00:00Z' } },
    });
    expect(done).toMatchObject({ state: 'completed', status: 'completed', fields: { due: '2026-03-09' } });
  });

  test('O9: one meeting that two people track is one activity; a private one is its owner’s; another organization sees neither', async () => {
    await using world = await open();
    const { ben, carla, olga } = world;
    const first = await ben.call('createActivity', { body: { ...written, visibility: 'private' } });
    expect((await carla.call('listActivities', { query: {} })).items).toEqual([]);
    const second = await carla.call('createActivity', { body: { ...written, visibility: 'private' } });
    expect(second.id).toBe(first.id);
    expect(second.trackedBy.map(({ user }) => user.id)).toEqual([carla.id]);
    const twin = await olga.call('createActivity', { body: written });
    expect(twin.id).not.toBe(first.id);
    expect((await olga.call('listActivities', { query: { kind: 'appointment' } })).items).toHaveLength(1);
    await carla.call('deleteActivity', { params: { activityId: first.id } });
    expect((await ben.call('listActivities', { query: {} })).items).toHaveLength(1);
    const { code } = await carla.refused('changeActivity', { params: { activityId: first.id }, body: { notes: 'x' } });
    expect(code).toBe('activity_not_found');
  });

  test('P11: what cannot be is refused with its field, and nothing is kept', async () => {
    await using world = await open();
    const { ben, carla } = world;
    const refused = async (fields: Record<string, string | number | boolean>) =>
      (await ben.refused('createActivity', { body: { kind: 'appointment', subject: 'x', fields } })).issues?.[0]?.field;
    expect(await refused({})).toBe('fields.start');
    expect(await refused({ start: 'tomorrow' })).toBe('fields.start');
    expect(await refused({ start: '2026-03-09', end: '2026-03-08' })).toBe('fields.end');
    expect(await refused({ start: '2026-03-09', percentComplete: 3 })).toBe('fields.percentComplete');
    expect((await ben.call('listActivities', { query: {} })).items).toEqual([]);
    const { id } = await ben.call('createActivity', { body: { ...written, visibility: 'organization' } });
    const { code } = await carla.refused('changeActivity', {
      params: { activityId: id },
      body: { fields: { location: 'Elsewhere' } },
    });
    expect(code).toBe('not_permitted');
  });
};
