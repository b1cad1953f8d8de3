import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallOutput } from '#shared/contracts/api.ts';
import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProfileId } from '../../addin/simulator/profiles.ts';
import type { Language, Theme } from '../../addin/simulator/state.ts';
import { seriousFindings } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { callBeside, signInWindow } from '../support/pane.ts';
import { addPaneTenant, overflowOf } from '../support/pane-tenant.ts';
import { openFolder, openPane, openSimulator, selectMessage } from '../support/simulator.ts';

const mark = randomBytes(4).toString('hex');
const directory = mkdtempSync(join(tmpdir(), 'correspond-mailbox-'));
const robin = { name: 'Robin Novak', address: 'robin@northwind.example' };
const anna = { name: 'Anna Berg', address: `anna.${mark}@fabrikam.example` };
const weekly = {
  recurrenceType: 'weekly',
  recurrenceProperties: { interval: 1, days: ['tue'], firstDayOfWeek: 'mon' },
  recurrenceTimeZone: { name: 'UTC', offset: 0 },
  seriesTimeJson: {
    startYear: 2026,
    startMonth: 11,
    startDay: 3,
    endYear: 2026,
    endMonth: 12,
    endDay: 29,
    startTimeMin: 480,
    durationMin: 30,
  },
};
const call = { organizer: anna, required: [robin], recurrence: weekly, subject: 'Weekly call' };

let browser: Browser;
let installation: Installation;
beforeAll(async () => {
  writeFileSync(
    join(directory, 'mailbox.json'),
    JSON.stringify({
      user: robin,
      folders: [],
      appointments: [
        {
          id: 'visit',
          organizer: anna,
          required: [robin],
          subject: 'Site visit',
          start: '2026-11-23T10:00:00Z',
          end: '2026-11-23T11:30:00Z',
          location: 'Plant 2',
          body: 'Bring boots.',
        },
        {
          id: 'own',
          role: 'organizer',
          organizer: robin,
          required: [anna],
          subject: 'Our own meeting',
          start: '2026-11-24T10:00:00Z',
          end: '2026-11-24T11:00:00Z',
        },
        { id: 'call', ...call, subject: 'The series', start: '2026-11-03T08:00:00Z', end: '2026-11-03T08:30:00Z' },
        { id: 'call-3', seriesId: 'call', ...call, start: '2026-11-17T08:00:00Z', end: '2026-11-17T08:30:00Z' },
        {
          id: 'call-4',
          seriesId: 'call',
          ...call,
          subject: 'Weekly call, moved',
          start: '2026-11-24T13:00:00Z',
          end: '2026-11-24T13:45:00Z',
        },
      ],
    }),
  );
  [browser, installation] = await Promise.all([launchBrowser(), startInstallation(undefined, directory)]);
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

interface Look {
  readonly profile?: ProfileId;
  readonly language?: Language;
  readonly theme?: Theme;
}

let serial = 0;
const openCalendar = async (look: Look = {}) => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const tenant = await addPaneTenant(installation, page, serial === 0 ? mark : `${mark}${serial}`);
  serial += 1;
  await openSimulator(page, installation.running.simulatorUrl!, look);
  await openFolder(page, 'calendar');
  let isSignedIn = false;
  const show = async (subject: string): Promise<Frame> => {
    await selectMessage(page, subject);
    const pane = await openPane(page);
    if (!isSignedIn) await signInWindow(page, pane, tenant);
    isSignedIn = true;
    await pane.getByRole('heading', { level: 1 }).waitFor();
    return pane;
  };
  const activities = async () => {
    const answer = await callBeside({ page, installation, tenant }, '/activities?kind=appointment');
    return ((await answer.json()) as CallOutput<'listActivities'>).items;
  };
  return { context, page, tenant, show, activities };
};

test('P11: an attendee tracks an appointment with its regarding by the keyboard, and takes it back', async () => {
  const { context, show, activities, tenant } = await openCalendar();
  const pane = await show('Site visit');
  await pane.getByRole('button', { name: 'Show card of Anna Berg' }).waitFor();
  const set = pane.getByRole('button', { name: 'Set regarding' });
  await set.focus();
  await set.press('Enter');
  await pane.getByText(tenant.deal.name).first().click();
  await pane.getByRole('button', { name: 'Track', exact: true }).press('Enter');
  await pane.getByText('Tracked in CRM', { exact: true }).waitFor();
  const [activity] = await activities();
  expect(activity).toMatchObject({
    subject: 'Site visit',
    direction: 'incoming',
    regarding: [{ id: tenant.deal.id }],
    fields: {
      start: '2026-11-23T10:00:00Z',
      end: '2026-11-23T11:30:00Z',
      location: 'Plant 2',
      organizer: anna.address,
    },
  });
  expect(activity?.parties.find(({ role }) => role === 'organizer')?.resolution.kind).toBe('resolved');
  await pane.getByRole('button', { name: 'Undo' }).click();
  await pane.getByText('Not tracked', { exact: true }).waitFor();
  expect(await activities()).toEqual([]);
  await context.close();
});

test('P11: an occurrence, a moved one and the series itself are one activity; a single one stands beside it', async () => {
  const { context, show, activities } = await openCalendar({ profile: '1.12' });
  const third = await show('Weekly call');
  await third.getByText('One of a series').waitFor();
  await third.getByRole('button', { name: 'Track in CRM' }).click();
  await third.getByText('Tracked in CRM', { exact: true }).waitFor();
  for (const subject of ['Weekly call, moved', 'The series']) {
    const pane = await show(subject);
    await pane.getByText('Tracked in CRM', { exact: true }).waitFor();
  }
  const [series, ...more] = await activities();
  expect(more).toEqual([]);
  expect(series?.fields).toMatchObject({
    start: '2026-11-03T08:00:00Z',
    recurrence: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20261229T080000Z',
    recursUntil: '2026-12-29T08:30:00Z',
  });
  const again = await show('Weekly call');
  await again.getByRole('radio', { name: 'This occurrence alone' }).check();
  await again.getByText(/would stand beside it/).waitFor();
  await again.getByRole('button', { name: 'Track in CRM' }).click();
  await again.getByText('Tracked in CRM', { exact: true }).waitFor();
  expect((await activities()).filter(({ fields }) => fields?.['singleOccurrence'] === true)).toHaveLength(1);
  await context.close();
});

test.each(['1.5', '1.9', '1.16'] as const)(
  'P11: under %s the organizer tracks a meeting that is being written',
  async (profile) => {
    const { context, show, activities } = await openCalendar({ profile });
    const pane = await show('Our own meeting');
    if (profile === '1.5') await pane.getByText(/does not tell whether it repeats/).waitFor();
    await pane.getByRole('button', { name: 'Track in CRM' }).click();
    await pane.getByText('Tracked in CRM', { exact: true }).waitFor();
    const [activity] = await activities();
    expect(activity).toMatchObject({
      subject: 'Our own meeting',
      direction: 'outgoing',
      fields: { isOrganizer: true, attendees: [`required ${anna.address}`] },
    });
    await context.close();
  },
);

test.each<Required<Omit<Look, 'profile'>>>([
  { language: 'en-US', theme: 'light' },
  { language: 'es-ES', theme: 'dark' },
])('P12: the pane of an occurrence is whole at 320 pixels and without findings, $language $theme', async (look) => {
  const { context, page, show } = await openCalendar(look);
  const pane = await show('Weekly call');
  await pane.getByRole('radio').nth(1).check();
  await page.addStyleTag({ content: '.task-pane { inline-size: 320px !important; }' });
  expect(await overflowOf(pane)).toBe(0);
  expect(await seriousFindings(pane)).toEqual([]);
  await context.close();
});
