import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { itemIdFrom } from '../../addin/simulator/mailbox/ids.ts';
import { quote, second, useProbeSession } from '../support/probe-session.ts';
import {
  dropMessage,
  messageRow,
  openFolder,
  openPane,
  openSimulator,
  selectMessage,
  toggleSelected,
} from '../support/simulator.ts';

const me = { name: 'Robin Novak', address: 'robin@northwind.example' };
const support = { name: 'Support', address: 'support@northwind.example', permissions: 3 };
const weekly = {
  recurrenceType: 'weekly',
  recurrenceProperties: { interval: 1, days: ['mon'] },
  recurrenceTimeZone: { name: 'Romance Standard Time' },
  seriesTimeJson: {
    startYear: 2026,
    startMonth: 11,
    startDay: 23,
    endYear: 2026,
    endMonth: 12,
    endDay: 21,
    startTimeMin: 600,
    durationMin: 30,
  },
};
const meeting = { organizer: me, start: '2026-11-23T10:00:00Z', end: '2026-11-23T10:30:00Z' };

const directory = mkdtempSync(join(tmpdir(), 'mailbox-'));
writeFileSync(join(directory, 'quote.eml'), quote);
writeFileSync(join(directory, 'second.eml'), second);
writeFileSync(
  join(directory, 'mailbox.json'),
  JSON.stringify({
    user: me,
    folders: [
      { id: 'inbox', name: 'Inbox', messages: [{ id: 'q', path: '/quote.eml' }] },
      { id: 'support', name: 'Inbox', sharedBy: support, messages: [{ id: 's', path: '/second.eml' }] },
    ],
    appointments: [
      { ...meeting, id: 'series', subject: 'Weekly round', recurrence: weekly },
      { ...meeting, id: 'instance', subject: 'One round', recurrence: weekly, seriesId: 'series-id' },
      { ...meeting, id: 'own', subject: 'Our own series', role: 'organizer' },
    ],
  }),
);
afterAll(() => rmSync(directory, { recursive: true }));

const session = useProbeSession(directory);
let page: Page;
beforeEach(() => {
  page = session.page();
});

const sharing = async (subject: string) => {
  await selectMessage(page, subject);
  const pane = await openPane(page);
  return pane.evaluate(async () => {
    const item = Office.context.mailbox.item as unknown as Office.MessageRead;
    return 'getSharedPropertiesAsync' in item ? window.probe.call(item, 'getSharedPropertiesAsync') : null;
  });
};

describe('shared folders', () => {
  it('P13: an item of somebody else’s folder tells owner and permissions', async () => {
    await openSimulator(page, session.simulatorUrl(), { profile: '1.9' });
    expect(await sharing('Quote for 12 pumps')).toBeNull();
    await openFolder(page, 'support');
    expect(await sharing('Second mail')).toEqual({
      value: { owner: support.address, delegatePermissions: 3, targetMailbox: support.address, targetRestUrl: '' },
    });
  });

  it('P13: a client before 1.8 does not tell', async () => {
    await openSimulator(page, session.simulatorUrl(), { profile: '1.5' });
    await openFolder(page, 'support');
    expect(await sharing('Second mail')).toBeNull();
  });

  it('a file that is dropped while the folder is open lies in it', async () => {
    await openSimulator(page, session.simulatorUrl(), { shared: 'bo@northwind.example' });
    await openFolder(page, 'shared');
    await dropMessage(page, 'a.eml', Buffer.from('Subject: For Bo\r\n\r\nhere'));
    expect(await messageRow(page, 'For Bo').count()).toBe(1);
    await openFolder(page, 'inbox');
    expect(await messageRow(page, 'For Bo').count()).toBe(0);
  });
});

describe('several selected messages', () => {
  const drop = (name: string) =>
    dropMessage(page, `${name}.eml`, Buffer.from(`Message-ID: <${name}@pumps.example>\r\nSubject: ${name}\r\n\r\n.`));
  const openThree = async (manifest: 'user' | 'admin') => {
    await openSimulator(page, session.simulatorUrl(), { profile: '1.16', manifest });
    for (const name of ['one', 'two', 'three']) await drop(name);
    return openPane(page);
  };

  it('are listed, none of them is open, and each change is told', async () => {
    const pane = await openThree('admin');
    await pane.evaluate(async () => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      await window.probe.call(Office.context.mailbox, 'addHandlerAsync', 'olkSelectedItemsChanged', () =>
        heard.push('changed'),
      );
    });
    await toggleSelected(page, 'two');
    await toggleSelected(page, 'one');
    await page.getByText('Messages selected: 3').waitFor();
    const selection = () =>
      pane.evaluate(async () => ({
        item: Office.context.mailbox.item ?? null,
        heard: (window as unknown as { heard: string[] }).heard.length,
        selected: await window.probe.call(Office.context.mailbox, 'getSelectedItemsAsync'),
      }));
    await expect.poll(selection).toMatchObject({
      item: null,
      heard: 2,
      selected: { value: [{ subject: 'three' }, { subject: 'two' }, { subject: 'one' }] },
    });
    await toggleSelected(page, 'three');
    await expect.poll(selection).toMatchObject({ heard: 3, selected: { value: [{}, {}] } });
    const loaded = await pane.evaluate(async () => {
      const { mailbox } = Office.context;
      const { value } = (await window.probe.call(mailbox, 'getSelectedItemsAsync')) as { value: { itemId: string }[] };
      const item = (await window.probe.call(mailbox, 'loadItemByIdAsync', value[1]!.itemId)) as {
        value: Office.LoadedMessageRead;
      };
      return item.value.subject;
    });
    expect(loaded).toBe('one');
    await page.evaluate(() => document.querySelectorAll('iframe').length).then((count) => expect(count).toBe(1));
  });

  it('can be chosen as a range', async () => {
    await openThree('admin');
    await messageRow(page, 'three').click();
    await messageRow(page, 'Quote for 12 pumps').click({ modifiers: ['Shift'] });
    await page.getByText('Messages selected: 4').waitFor();
    await messageRow(page, 'two').click();
    await page.getByRole('heading', { name: 'two' }).waitFor();
  });

  it('close the pane of a manifest that may not work on several, and are not told to it', async () => {
    const pane = await openThree('user');
    expect(await pane.evaluate(() => window.probe.call(Office.context.mailbox, 'getSelectedItemsAsync'))).toEqual({
      error: 7000,
    });
    await toggleSelected(page, 'two');
    await page.locator('iframe[data-frame=pane]').waitFor({ state: 'detached' });
  });
});

describe('appointments that repeat', () => {
  const openAppointment = async (subject: string) => {
    await openSimulator(page, session.simulatorUrl(), { profile: '1.12' });
    await openFolder(page, 'calendar');
    await selectMessage(page, subject);
    return openPane(page);
  };
  const read = async (subject: string) =>
    (await openAppointment(subject)).evaluate(() => {
      const { recurrence, seriesId } = Office.context.mailbox.item as unknown as Office.AppointmentRead;
      return {
        seriesId,
        type: recurrence.recurrenceType,
        properties: recurrence.recurrenceProperties,
        from: recurrence.seriesTime.getStartDate(),
        until: recurrence.seriesTime.getEndDate(),
        at: recurrence.seriesTime.getStartTime(),
        minutes: recurrence.seriesTime.getDuration(),
      };
    });
  const told = {
    type: 'weekly',
    properties: { interval: 1, days: ['mon'] },
    from: '2026-11-23',
    until: '2026-12-21',
    at: 'T10:00:00.000',
    minutes: 30,
  };

  it('tell an attendee their pattern, and an instance the id of its series', async () => {
    expect(await read('Weekly round')).toMatchObject({ ...told, seriesId: null });
    await page.getByText('weekly', { exact: true }).waitFor();
    expect(await read('One round')).toEqual({ ...told, seriesId: itemIdFrom('series-id') });
  });

  it('take a pattern from the organizer, who hears of it', async () => {
    const pane = await openAppointment('Our own series');
    const got = await pane.evaluate(async () => {
      const item = Office.context.mailbox.item as unknown as Office.AppointmentCompose;
      const { call } = window.probe;
      const heard: unknown[] = [];
      await call(
        item,
        'addHandlerAsync',
        Office.EventType.RecurrenceChanged,
        (event: Office.RecurrenceChangedEventArgs) => heard.push(event.recurrence.recurrenceType),
      );
      const before = await call(item.recurrence, 'getAsync');
      const seriesTime = new (Office as unknown as { SeriesTime: new () => Office.SeriesTime }).SeriesTime();
      seriesTime.setStartDate('2026-11-23');
      seriesTime.setStartTime(10, 0);
      seriesTime.setDuration(45);
      const pattern = { recurrenceType: 'daily', recurrenceProperties: { interval: 2 }, seriesTime };
      const set = await call(item.recurrence, 'setAsync', pattern);
      const after = (await call(item.recurrence, 'getAsync')) as { value: Office.Recurrence };
      return {
        before,
        set,
        heard,
        type: after.value.recurrenceType,
        minutes: after.value.seriesTime.getDuration(),
        until: after.value.seriesTime.getEndDate(),
      };
    });
    expect(got).toEqual({
      before: { value: null },
      set: {},
      heard: ['daily'],
      type: 'daily',
      minutes: 45,
      until: null,
    });
  });
});
