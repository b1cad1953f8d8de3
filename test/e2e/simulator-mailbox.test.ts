import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { quote, second, useProbeSession } from '../support/probe-session.ts';
import { openFolder, openPane, openSimulator, selectMessage } from '../support/simulator.ts';

const ana = { name: 'Ana Martín', address: 'ana@pumps.example' };
const me = { name: 'Robin Novak', address: 'robin@northwind.example' };
const visit = {
  subject: 'Site visit',
  start: '2026-11-23T10:00:00Z',
  end: '2026-11-23T11:30:00Z',
  location: 'Plant 2',
  body: 'Bring boots.',
};

const directory = mkdtempSync(join(tmpdir(), 'mailbox-'));
writeFileSync(join(directory, 'quote.eml'), quote);
writeFileSync(join(directory, 'second.eml'), second);
writeFileSync(join(directory, 'secret.txt'), 'not mail');
writeFileSync(
  join(directory, 'mailbox.json'),
  JSON.stringify({
    user: me,
    folders: [
      {
        id: 'inbox',
        name: 'Inbox',
        messages: [
          { id: 'q', path: '/quote.eml' },
          { id: 's', path: '/second.eml' },
        ],
      },
      { id: 'projects', name: 'Projects', messages: [] },
    ],
    appointments: [
      { id: 'a1', organizer: ana, required: [me], ...visit },
      { id: 'a2', organizer: me, role: 'organizer', required: [ana], ...visit, subject: 'Our own meeting' },
    ],
  }),
);
afterAll(() => rmSync(directory, { recursive: true }));

const session = useProbeSession(directory);
let page: Page;
beforeEach(() => {
  page = session.page();
});

describe('the mailbox it begins with', () => {
  it('is the one that is served: user, folders, messages, appointments', async () => {
    await openSimulator(page, session.simulatorUrl());
    const state = await page.evaluate(() => {
      const { user, folders, items } = window.simulatedOutlook!.state();
      return { user, folders: folders.map(({ id }) => id), items: [...items.keys()] };
    });
    expect(state).toEqual({
      user: me,
      folders: ['inbox', 'projects', 'sent', 'drafts', 'archive'],
      items: ['q', 's', 'a1', 'a2'],
    });
    const answers = await page.evaluate(async () => {
      const message = await fetch('/quote.eml');
      const bytes = await message.arrayBuffer();
      return [message.headers.get('content-type'), bytes.byteLength, (await fetch('/secret.txt')).status];
    });
    expect(answers).toEqual(['message/rfc822', quote.byteLength, 404]);
  });

  it('a message names one identity in every session, in the form of Exchange', async () => {
    const read = async (): Promise<string> => {
      await openSimulator(page, session.simulatorUrl());
      await selectMessage(page, 'Second mail');
      const pane = await openPane(page);
      return pane.evaluate(() => Office.context.mailbox.item!.itemId);
    };
    const first = await read();
    expect(first).toMatch(/^AAMk[\w+/]+=$/);
    expect(await read()).toBe(first);
  });
});

describe('a file dropped anywhere', () => {
  it('becomes a message of the Inbox and is open', async () => {
    await openSimulator(page, session.simulatorUrl());
    await openFolder(page, 'sent');
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['Subject: Dropped\r\n\r\nhere'], 'a.eml'));
      for (const type of ['dragover', 'drop'])
        document.querySelector('.reading')!.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true }));
    });
    await page.getByRole('heading', { name: 'Dropped' }).waitFor();
    expect(await page.getByRole('listbox', { name: 'Inbox' }).getByRole('option').count()).toBe(3);
  });
});

describe('without a mouse', () => {
  it('arrow keys open the next message and keep the focus in the list', async () => {
    await openSimulator(page, session.simulatorUrl());
    await selectMessage(page, 'Second mail');
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: 'Quote for 12 pumps' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.getByRole('heading', { name: 'Second mail' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-selected'))).toBe('true');
  });

  it.each(['light', 'dark'] as const)('P12: axe finds nothing in the %s theme', async (theme) => {
    await openSimulator(page, session.simulatorUrl(), { theme });
    await selectMessage(page, 'Quote for 12 pumps');
    await openPane(page);
    await page.locator('[data-settings-toggle]').click();
    const found = await page.evaluate(async (source) => {
      // The page's policy allows no inline script; a function made by the debugger is not bound by it.
      const run = (0, eval)(`${source}; axe`) as typeof axe;
      const { violations } = await run.run(document, { iframes: false });
      return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    }, axe.source);
    expect(found).toEqual([]);
  });
});

describe('appointments', () => {
  it('P11: an attendee reads time, place and people', async () => {
    await openSimulator(page, session.simulatorUrl(), { profile: '1.12' });
    await openFolder(page, 'calendar');
    await selectMessage(page, 'Site visit');
    const pane = await openPane(page);
    const got = await pane.evaluate(async () => {
      const item = Office.context.mailbox.item as unknown as Office.AppointmentRead;
      return {
        type: item.itemType,
        subject: item.subject,
        start: item.start.toISOString(),
        end: item.end.toISOString(),
        location: item.location,
        organizer: item.organizer.emailAddress,
        required: item.requiredAttendees.map((one) => one.emailAddress),
        body: await window.probe.call(item.body, 'getAsync', 'text'),
      };
    });
    expect(got).toEqual({
      type: 'appointment',
      subject: 'Site visit',
      start: '2026-11-23T10:00:00.000Z',
      end: '2026-11-23T11:30:00.000Z',
      location: 'Plant 2',
      organizer: ana.address,
      required: [me.address],
      body: { value: 'Bring boots.' },
    });
  });

  it('P11: the organizer changes time, place and people, and hears of it', async () => {
    await openSimulator(page, session.simulatorUrl(), { profile: '1.12' });
    await openFolder(page, 'calendar');
    await selectMessage(page, 'Our own meeting');
    const pane = await openPane(page);
    const got = await pane.evaluate(async () => {
      const item = Office.context.mailbox.item as unknown as Office.AppointmentCompose;
      const { call } = window.probe;
      const events: string[] = [];
      const heard = (event: { readonly type: string }): void => void events.push(event.type);
      await call(item, 'addHandlerAsync', Office.EventType.AppointmentTimeChanged, heard);
      await call(item, 'addHandlerAsync', Office.EventType.RecipientsChanged, heard);
      await call(item.end, 'setAsync', new Date('2026-11-23T12:00:00Z'));
      await call(item.location, 'setAsync', 'Plant 3');
      await call(item.requiredAttendees, 'addAsync', ['bo@pumps.example']);
      return {
        events,
        end: await call(item.end, 'getAsync'),
        location: await call(item.location, 'getAsync'),
        required: await call(item.requiredAttendees, 'getAsync'),
      };
    });
    expect(got.events).toEqual(['olkAppointmentTimeChanged', 'olkRecipientsChanged']);
    expect(got.end).toEqual({ value: new Date('2026-11-23T12:00:00Z') });
    expect(got.location).toEqual({ value: 'Plant 3' });
    expect(got.required).toMatchObject({
      value: [{ emailAddress: ana.address }, { emailAddress: 'bo@pumps.example' }],
    });
  });
});

describe('members newer than the library', () => {
  it('the selection can be listed and another message loaded by its id', async () => {
    await openSimulator(page, session.simulatorUrl(), { profile: '1.16' });
    await selectMessage(page, 'Second mail');
    const pane = await openPane(page);
    const got = await pane.evaluate(async () => {
      const { mailbox } = Office.context;
      const { call } = window.probe;
      const selected = (await call(mailbox, 'getSelectedItemsAsync')) as {
        value: { itemId: string; subject: string }[];
      };
      const loaded = (await call(mailbox, 'loadItemByIdAsync', selected.value[0]!.itemId)) as {
        value: Office.LoadedMessageRead;
      };
      const file = (await call(loaded.value, 'getAsFileAsync')) as { value: string };
      return {
        subjects: selected.value.map(({ subject }) => subject),
        subject: loaded.value.subject,
        file: atob(file.value),
      };
    });
    expect(got).toEqual({
      subjects: ['Second mail'],
      subject: 'Second mail',
      file: Buffer.from(second).toString('latin1'),
    });
  });
});
