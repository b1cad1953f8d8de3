import { expect, test } from 'vitest';
import type { SeenAppointment } from '#shared/contracts/appointment-matches.ts';
import type { AppOptions } from '../../server/app.ts';
import { createWorld } from '../support/world.ts';

const seen = {
  outlookId: 'AAMk-review_1=',
  subject: 'Pump review',
  start: '2026-03-09T09:00:00Z',
  end: '2026-03-09T10:00:00Z',
  organizer: 'anna@fabrikam.example',
} as const satisfies SeenAppointment;

const fieldsOf = ({ start, end, organizer }: SeenAppointment) => ({ start, end, organizer, isOrganizer: false });
const written = (what: SeenAppointment, more: Record<string, string | boolean> = {}) => ({
  kind: 'appointment' as const,
  subject: what.subject,
  fields: { ...fieldsOf(what), ...more },
  ...(what.outlookId === undefined ? {} : { outlookId: what.outlookId }),
});

/** P11: appointments that are open in an Outlook, on every engine. */
export const appointmentContract = (store: () => Promise<AppOptions['store']>): void => {
  const open = async () => createWorld({ store: await store() });

  test('P11: an appointment is found by the id of one’s Outlook, whatever became of its words', async () => {
    await using world = await open();
    const { ben, carla } = world;
    const find = (what: SeenAppointment, by = ben) =>
      by.call('findAppointment', { body: { extent: 'single', appointment: what } });
    expect(await find(seen)).toMatchObject({ appointment: { state: 'untracked' }, series: null });
    const { id } = await ben.call('createActivity', { body: written(seen) });
    const moved = { ...seen, subject: 'Another name', start: '2026-04-01T09:00:00Z', end: null };
    const { appointment } = await find(moved);
    expect(appointment).toMatchObject({ state: 'tracked', activityId: id, why: 'You track it.' });
    expect(appointment.promotionId).toBe(appointment.trackedBy[0]?.promotionId);
    expect((await find(moved, carla)).appointment.state).toBe('untracked');
  });

  test('P11, Y7: what synchronization or a colleague brought is found by its words, and tracked again it is not doubled', async () => {
    await using world = await open();
    const { ben, carla } = world;
    const brought = await ben.call('createActivity', {
      body: {
        kind: 'appointment',
        subject: ' Pump  review',
        visibility: 'organization',
        fields: { ...fieldsOf(seen), uid: '1' },
      },
    });
    for (const person of [ben, carla]) {
      const outlookId = `id of ${person.id}`.replaceAll(' ', '-');
      const appointment = { ...seen, outlookId };
      const found = await person.call('findAppointment', { body: { extent: 'single', appointment } });
      expect(found.appointment).toMatchObject({
        activityId: brought.id,
        why: 'Subject, times and organizer are those of an appointment that stands in the CRM.',
      });
      expect((await person.call('createActivity', { body: written(appointment) })).id).toBe(brought.id);
      const again = await person.call('findAppointment', {
        body: { extent: 'single', appointment: { ...appointment, subject: 'Renamed' } },
      });
      expect(again.appointment.activityId).toBe(brought.id);
    }
    expect((await carla.call('listActivities', { query: { kind: 'appointment' } })).items).toHaveLength(1);
  });

  test('P11, O9: another organizer, another time or another length is another appointment, and what one may not see is not told of', async () => {
    await using world = await open();
    const { ben, carla, olga } = world;
    await ben.call('createActivity', { body: { ...written(seen), visibility: 'private' } });
    const state = async (person: typeof ben, change: Partial<SeenAppointment>) => {
      const appointment = { ...seen, outlookId: 'AAMk-other', ...change };
      return (await person.call('findAppointment', { body: { extent: 'single', appointment } })).appointment.state;
    };
    expect(await state(ben, {})).toBe('tracked');
    expect(await state(ben, { organizer: 'bo@fabrikam.example' })).toBe('untracked');
    expect(await state(ben, { start: '2026-03-09T09:00:01Z' })).toBe('untracked');
    expect(await state(ben, { end: '2026-03-09T10:30:00Z' })).toBe('untracked');
    expect(await state(carla, {})).toBe('untracked');
    expect(await state(olga, { outlookId: seen.outlookId })).toBe('untracked');
  });

  test('P11: an occurrence finds the activity of its series; tracked by itself it is another one', async () => {
    await using world = await open();
    const { ben } = world;
    const series = { ...seen, outlookId: 'AAMk-series', subject: 'Weekly call' };
    const occurrence = {
      ...series,
      outlookId: 'AAMk-third',
      start: '2026-03-23T09:00:00Z',
      end: '2026-03-23T10:00:00Z',
    };
    const find = (whole: SeenAppointment = series) =>
      ben.call('findAppointment', { body: { extent: 'occurrence', appointment: occurrence, series: whole } });
    const made = await ben.call('createActivity', { body: written(series, { recurrence: 'FREQ=WEEKLY;BYDAY=MO' }) });
    expect(await find()).toMatchObject({
      appointment: { state: 'untracked' },
      series: { state: 'tracked', activityId: made.id },
    });
    // Summer time moved the hour at which an Outlook says that the series began.
    const { outlookId: _unknown, ...told } = { ...series, start: '2026-03-09T08:00:00Z', end: '2026-03-09T09:00:00Z' };
    expect((await find(told)).series).toMatchObject({ activityId: made.id });
    const alone = await ben.call('createActivity', { body: written(occurrence, { singleOccurrence: true }) });
    expect(alone.id).not.toBe(made.id);
    expect(await find()).toMatchObject({ appointment: { activityId: alone.id }, series: { activityId: made.id } });
  });

  test('P2: withdrawn and tracked anew it is the same activity, with the regarding that is chosen then', async () => {
    await using world = await open();
    const { ben } = world;
    const deal = await ben.call('createRecord', { params: { type: 'opportunity' }, body: { name: 'Pumps' } });
    const { id, trackedBy } = await ben.call('createActivity', { body: written(seen) });
    const promotionId = trackedBy[0]?.promotionId ?? '';
    await ben.call('untrack', { params: { promotionId }, query: { activity: 'keep' } });
    const again = await ben.call('createActivity', {
      body: { ...written(seen), regarding: [{ type: 'opportunity', id: deal.id }] },
    });
    expect(again).toMatchObject({ id, regarding: [{ id: deal.id }] });
  });

  test('Y6: what Outlook calls private is seen by its owner alone, or refused where the organization says so', async () => {
    await using world = await open();
    const { ana, ben } = world;
    const body = { ...written(seen, { private: true }), visibility: 'organization' as const };
    expect((await ben.call('createActivity', { body })).visibility).toBe('private');
    await ana.call('changeSettings', { body: { trackPrivateAppointments: false } });
    const refused = await ben.refused('createActivity', { body: { ...body, outlookId: 'AAMk-second' } });
    expect(refused.code).toBe('not_permitted');
    expect(refused.detail).toContain('trackPrivateAppointments');
    await ben.call('createActivity', { body: { kind: 'task', subject: 'Call back' } });
  });

  test('P11: a task that is made from a mail follows it, for those who may see the mail', async () => {
    await using world = await open();
    const { ben, carla } = world;
    const mail = await ben.call('createActivity', { body: { kind: 'task', subject: 'Quote', visibility: 'private' } });
    const task = await ben.call('createActivity', {
      body: { kind: 'task', subject: 'Answer the quote', visibility: 'organization', follows: mail.id },
    });
    expect(task.correlation).toEqual({ method: 'byHand', activityId: mail.id, evidence: 'Quote' });
    const [seenByCarla] = (await carla.call('listActivities', { query: { kind: 'task' } })).items;
    expect(seenByCarla).toMatchObject({ id: task.id, correlation: null });
    const { code } = await carla.refused('createActivity', {
      body: { kind: 'task', subject: 'Mine', follows: mail.id },
    });
    expect(code).toBe('activity_not_found');
  });

  test('P11: an id has at most 1,000 characters, and nothing but what Outlook writes', async () => {
    await using world = await open();
    const { ben } = world;
    const withId = (outlookId: string) => ({ body: { ...written(seen), outlookId } });
    expect((await ben.refused('createActivity', withId('a'.repeat(1_001)))).issues?.[0]?.field).toBe('outlookId');
    expect((await ben.refused('createActivity', withId('a b'))).issues?.[0]?.field).toBe('outlookId');
    await ben.call('createActivity', withId('a'.repeat(1_000)));
  });
};
