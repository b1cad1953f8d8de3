import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Tracking } from '#shared/contracts/promotions.ts';
import type { Activity } from '#shared/model/activity.ts';
import type { OpenAppointment } from '../../addin/office/appointment.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeHost } from './support/fake-host.ts';
import { activityOf, anna, clara, createFakeServer, promotionOf, resolved } from './support/fake-server.ts';
import { openMail } from './support/mail.ts';
import { renderPane } from './support/render-pane.tsx';

useBrowser();

const visit: OpenAppointment = {
  outlookId: 'AAMk-visit',
  subject: 'Site visit',
  start: '2026-03-09T09:00:00Z',
  end: '2026-03-09T10:00:00Z',
  location: 'Hall 2',
  organizer: { address: 'anna@fabrikam.test', name: 'Anna Ruiz' },
  required: [{ address: 'clara@contoso.test', name: 'Clara Holt' }],
  optional: [],
  isOrganizer: false,
  isPrivate: false,
  repeats: 'no',
  series: null,
};
const series = {
  outlookId: 'AAMk-series',
  start: '2026-03-02T09:00:00Z',
  end: '2026-03-02T10:00:00Z',
  rule: 'FREQ=WEEKLY',
  until: null,
};

const untracked: Tracking = {
  state: 'untracked',
  regarding: [],
  offeredRegarding: [],
  trackedBy: [],
  why: 'Nobody has tracked this appointment yet.',
};

const trackedAs = (activity: Activity): Tracking => ({
  ...untracked,
  state: 'tracked',
  why: 'You track it.',
  activityId: activity.id,
  activity,
  trackedBy: activity.trackedBy,
  regarding: activity.regarding,
  promotionId: promotionOf(clara).promotionId,
});

const activity = activityOf('<none>', {
  id: 'a1',
  kind: 'appointment',
  subject: 'Site visit',
  internetMessageId: null,
  source: 'metadata',
  trackedBy: [promotionOf(clara)],
  fields: { start: visit.start, end: visit.end, location: 'Hall 2' },
});

const openAppointment = async (
  change: Partial<OpenAppointment>,
  state: { own?: Tracking; whole?: Tracking | null } = {},
) => {
  const open = { ...visit, ...change };
  const host = createFakeHost(
    openMail({ kind: 'appointment', key: 'AAMk-visit|', internetMessageId: null, from: null, to: [], subject: '' }),
  );
  host.appointment = open;
  host.texts['AAMk-visit|'] = 'Bring boots.';
  const server = createFakeServer();
  server.resolutions['anna@fabrikam.test'] = resolved(anna);
  let now = { appointment: state.own ?? untracked, series: state.whole ?? null };
  server.answer('findAppointment', () => now);
  server.answer('createActivity', () => {
    now = { appointment: trackedAs(activity), series: now.series === null ? null : trackedAs(activity) };
    return activity;
  });
  const view = await renderPane({ host, server });
  await screen.findByRole('heading', { level: 1, name: 'Site visit' });
  return { ...view, server, host };
};

const bodies = (
  server: Awaited<ReturnType<typeof openAppointment>>['server'],
  name: 'findAppointment' | 'createActivity',
) => server.callsOf(name).map(({ body }) => body);

describe('P11: an appointment that is open', () => {
  test('is tracked with what Outlook tells, its people are those of the CRM, and undo takes it back', async () => {
    const { user, server } = await openAppointment({});
    expect(await screen.findByRole('button', { name: `Show card of ${anna.name}` })).toBeTruthy();
    expect(bodies(server, 'findAppointment')[0]).toEqual({
      extent: 'single',
      appointment: {
        outlookId: 'AAMk-visit',
        subject: 'Site visit',
        start: visit.start,
        end: visit.end,
        organizer: 'anna@fabrikam.test',
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Track in CRM' }));
    expect(await screen.findByText('Tracked in CRM')).toBeTruthy();
    expect(bodies(server, 'createActivity')).toEqual([
      {
        kind: 'appointment',
        subject: 'Site visit',
        notes: 'Bring boots.',
        outlookId: 'AAMk-visit',
        regarding: [],
        fields: {
          start: visit.start,
          end: visit.end,
          allDay: false,
          location: 'Hall 2',
          organizer: 'anna@fabrikam.test',
          isOrganizer: false,
          attendees: ['required clara@contoso.test'],
        },
      },
    ]);
    server.answer('untrack', () => ({ activityId: 'a1', activity: 'deleted', trackedBy: [] }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(server.callsOf('untrack')).toMatchObject([
        { params: { promotionId: promotionOf(clara).promotionId }, query: { activity: 'delete' } },
      ]),
    );
  });

  test('an occurrence tracks its series unless one says otherwise, and says what that means', async () => {
    const { user, server } = await openAppointment({ repeats: 'occurrence', series }, { whole: untracked });
    expect(screen.getByText('One of a series')).toBeTruthy();
    const whole = await screen.findByRole<HTMLInputElement>('radio', { name: 'The whole series' });
    expect(whole.checked).toBe(true);
    await user.click(screen.getByRole('radio', { name: 'This occurrence alone' }));
    expect(screen.getByText(/is not synchronized with the calendar/)).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'The whole series' }));
    await user.click(screen.getByRole('button', { name: 'Track in CRM' }));
    await waitFor(() =>
      expect(bodies(server, 'createActivity')).toMatchObject([
        { outlookId: 'AAMk-series', fields: { start: series.start, end: series.end, recurrence: 'FREQ=WEEKLY' } },
      ]),
    );
  });

  test('the activity of the series is found; the occurrence alone would stand beside it', async () => {
    const { user, server } = await openAppointment(
      { repeats: 'occurrence', series },
      { whole: trackedAs({ ...activity, fields: { location: 'Hall 2' } }) },
    );
    expect(await screen.findByText('Tracked in CRM')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'This occurrence alone' }));
    expect(screen.getByText(/would stand beside it/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Track in CRM' }));
    await waitFor(() =>
      expect(bodies(server, 'createActivity')).toMatchObject([
        { outlookId: 'AAMk-visit', fields: { start: visit.start, singleOccurrence: true } },
      ]),
    );
  });

  test('what changed in Outlook since is said, and written when one asks for it', async () => {
    const own = trackedAs({ ...activity, fields: { ...activity.fields, location: 'Hall 1' } });
    const { user, server } = await openAppointment({}, { own });
    server.answer('changeActivity', () => ({
      ...activity,
      text: '',
      html: null,
      remoteSources: 0,
      threadId: 't',
      notes: '',
    }));
    await user.click(await screen.findByRole('button', { name: 'Update in CRM' }));
    await waitFor(() =>
      expect(server.callsOf('changeActivity')).toMatchObject([
        { params: { activityId: 'a1' }, body: { subject: 'Site visit', fields: { location: 'Hall 2' } } },
      ]),
    );
  });

  test('one’s own that was never saved says that Outlook saves it; a private one who will see it', async () => {
    await openAppointment({ outlookId: null, isOrganizer: true, isPrivate: true });
    expect(await screen.findByText(/Nobody is invited by that/)).toBeTruthy();
    expect(screen.getByText(/only you will see it/)).toBeTruthy();
  });

  test('a client that does not tell whether it repeats says so', async () => {
    await openAppointment({ repeats: 'unknown' });
    expect(await screen.findByText(/does not tell whether it repeats/)).toBeTruthy();
    expect(screen.queryByRole('radio')).toBeNull();
  });
});
