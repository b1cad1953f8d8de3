import type { CallOutput } from '#shared/contracts/api.ts';
import type { BrowserContext, Frame, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { type GraphServer, startGraph } from '../support/graph/graph-server.ts';
import type { GraphItem } from '../support/graph/items.ts';
import { addEvent } from '../support/graph/calendar-routes.ts';
import { between, events, hour } from '../support/graph-calendar.ts';
import { usualList } from '../support/graph/todo-routes.ts';
import { startOutlookInstallation } from '../support/installation.ts';
import { signInWindow } from '../support/pane.ts';
import { usePaneSession } from '../support/pane-session.ts';
import { annasMail } from '../support/pane-tenant.ts';
import { dropMessage, openPane, openSimulator } from '../support/simulator.ts';

let graph: GraphServer;
/** Whose sign-in the simulated Outlook lends, and whether it does. */
let lent: { user: string; gives: 'token' | 'interaction' | 'refused' } = { user: '', gives: 'token' };

const session = usePaneSession(async () => {
  graph = await startGraph({ users: [] });
  return startOutlookInstallation(graph.baseUrl, {
    get user() {
      return lent.user;
    },
    token: () => (lent.gives === 'token' ? { accessToken: graph.userToken(lent.user), seconds: 3_600 } : lent.gives),
  });
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  expect(graph.violations).toEqual([]);
});
beforeEach(() => {
  lent = { user: session.tenant.email, gives: 'token' };
  graph.addMailbox(lent.user);
});
let others: BrowserContext[] = [];
afterEach(async () => {
  await Promise.all(others.map((context) => context.close()));
  others = [];
});

const mailbox = () => graph.mailbox(lent.user);
const book = (): readonly GraphItem[] => mailbox().contacts.inFolder(mailbox().folderNamed('contacts')?.id ?? '');
const names = () => book().map(({ properties }) => properties['displayName']);
const todo = () =>
  mailbox()
    .tasks.inFolder(usualList)
    .map(({ properties }) => properties['title']);
const contactsOf = async () =>
  (await session.ask<CallOutput<'listRecords'>>('/records/contact')).items.map(({ name }) => name).sort();

const calendar = () =>
  events({ mailbox: mailbox() })
    .map(({ properties }) => properties['subject'])
    .sort();
const appointment = (subject: string) => ({ kind: 'appointment', subject, notes: '', fields: between('2031-03-20') });
const activitiesOf = async (kind: 'task' | 'appointment') =>
  (await session.ask<CallOutput<'listActivities'>>(`/activities?kind=${kind}`)).items;
const appointmentsOf = async () => (await activitiesOf('appointment')).map(({ subject }) => subject).sort();

const account = async (pane: Frame) => {
  await pane.getByRole('button', { name: /^Account of/ }).click();
  await pane.getByRole('heading', { name: 'Contacts, tasks and appointments' }).waitFor();
};

/** The pane of Uma's first Outlook, which is the synchronizing one, at her account. */
const firstOutlook = async (): Promise<Frame> => {
  await session.open({ profile: '1.16' });
  await dropMessage(session.page, 'mail.eml', annasMail(session.tenant, 'Any mail'));
  const pane = await session.signedInPane();
  await pane.getByRole('button', { name: 'Use this one' }).click();
  await account(pane);
  return pane;
};

/** Another Outlook of hers, with a storage of its own. */
const secondOutlook = async (): Promise<{ readonly page: Page; readonly pane: Frame }> => {
  const context = await session.page.context().browser()!.newContext({ ignoreHTTPSErrors: true });
  others.push(context);
  const page = await context.newPage();
  await openSimulator(page, session.installation.running.simulatorUrl!, { profile: '1.16' });
  await dropMessage(page, 'mail.eml', annasMail(session.tenant, 'Any mail'));
  const pane = await openPane(page);
  await signInWindow(page, pane, session.tenant);
  await account(pane);
  return { page, pane };
};

const connected = async (): Promise<Frame> => {
  const pane = await firstOutlook();
  await pane.getByRole('button', { name: 'Synchronize with this Outlook' }).click();
  await pane.getByText(/^Last synchronized/).waitFor();
  return pane;
};

/** Presses the button, and waits until a cycle that began then has ended. */
const synchronize = async (page: Page, pane: Frame) => {
  const ended = page.waitForResponse((response) => response.url().endsWith('/synchronization/outlook/end'));
  await pane.getByRole('button', { name: 'Synchronize now' }).click();
  await (await ended).finished();
  await pane.getByText(/^Last synchronized/).waitFor();
};

test('Y1, I3: a contact, a task and an appointment changed on either side reach the other only through the Outlook that synchronizes', async () => {
  const pane = await connected();
  expect(names()).toEqual(['Anna Berg']);
  const [anna] = book();
  await session.ask('/activities', { kind: 'task', subject: 'Call Anna', notes: '', fields: {} });
  await session.ask('/records/contact', { name: 'Bo Beispiel', addresses: ['bo@muster.example'], fields: {} });
  mailbox().contacts.change(anna!, { jobTitle: 'Head of pumps' });
  const folderId = anna!.folderId;
  const common = { emailAddresses: [], businessPhones: [] };
  mailbox().contacts.add(folderId, { ...common, displayName: 'Cy Customer', categories: ['CRM'] });
  mailbox().contacts.add(folderId, { ...common, displayName: 'Dee Private', categories: [] });
  addEvent(mailbox(), { subject: 'Visit of Cy', ...hour('2031-03-20'), categories: ['CRM'] });
  addEvent(mailbox(), { subject: 'Dentist', ...hour('2031-03-21') });
  await session.ask('/activities', appointment('Visit Anna'));
  const { pane: other } = await secondOutlook();
  await other.getByText(/1 contact waits for /).waitFor();
  await other.getByText(/1 task waits for /).waitFor();
  await other.getByText(/1 appointment waits for /).waitFor();
  expect(todo()).toEqual([]);
  expect(calendar()).toEqual(['Dentist', 'Visit of Cy']);
  expect(names()).not.toContain('Bo Beispiel');
  expect(await other.getByRole('button', { name: 'Synchronize now' }).count()).toBe(0);
  await synchronize(session.page, pane);
  expect(todo()).toEqual(['Call Anna']);
  expect(calendar()).toEqual(['Dentist', 'Visit Anna', 'Visit of Cy']);
  expect(await appointmentsOf()).toEqual(['Visit Anna', 'Visit of Cy']);
  expect(names().sort()).toEqual(['Anna Berg', 'Bo Beispiel', 'Cy Customer', 'Dee Private']);
  expect(await contactsOf()).toEqual(['Anna Berg', 'Bo Beispiel', 'Cy Customer']);
  const record = await session.ask<CallOutput<'getRecord'>>(`/records/contact/${session.tenant.anna.id}`);
  expect(record.fields).toMatchObject({ jobTitle: 'Head of pumps' });
  for (const item of events({ mailbox: mailbox() }))
    if (item.properties['subject'] === 'Visit Anna') mailbox().events.change(item, { subject: 'Visit Anna Berg' });
  for (const item of mailbox().tasks.inFolder(usualList)) mailbox().tasks.change(item, { title: 'Call Anna Berg' });
  await synchronize(session.page, pane);
  expect(await appointmentsOf()).toEqual(['Visit Anna Berg', 'Visit of Cy']);
  expect((await activitiesOf('task')).map(({ subject }) => subject)).toEqual(['Call Anna Berg']);
});

test('I2: taken over in the middle of a cycle, each item is there once, and the former Outlook says who synchronizes', async () => {
  const pane = await connected();
  const held: Route[] = [];
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await session.page.context().route(
    (url) => url.href.startsWith(`${graph.baseUrl}/me/contactFolders/`),
    async (route) => {
      if (route.request().method() !== 'POST' || held.length > 0) {
        await route.continue();
        return;
      }
      held.push(route);
      arrive();
    },
  );
  for (const name of ['Bo Beispiel', 'Cy Probe'])
    await session.ask('/records/contact', { name, addresses: [`${name.slice(0, 2)}@muster.example`], fields: {} });
  await session.ask('/activities', { kind: 'task', subject: 'Call Anna', notes: '', fields: {} });
  await session.ask('/activities', appointment('Visit Anna'));
  await pane.getByRole('button', { name: 'Synchronize now' }).click();
  await arrived;
  const { pane: other } = await secondOutlook();
  await other.getByRole('button', { name: 'Make this the synchronizing one' }).click();
  await other.getByRole('button', { name: 'Yes, take over' }).click();
  await other.getByRole('button', { name: 'Synchronize now' }).waitFor();
  await held[0]!.continue();
  await pane.getByText(/synchronizes contacts, tasks, and appointments while its pane is open/).waitFor();
  await expect.poll(() => names().sort(), { timeout: 60_000 }).toEqual(['Anna Berg', 'Bo Beispiel', 'Cy Probe']);
  await expect.poll(() => calendar(), { timeout: 60_000 }).toEqual(['Visit Anna']);
  await other.getByText(/^Last synchronized/).waitFor();
  expect(todo()).toEqual(['Call Anna']);
  expect(names().sort()).toEqual(['Anna Berg', 'Bo Beispiel', 'Cy Probe']);
  expect(await contactsOf()).toEqual(['Anna Berg', 'Bo Beispiel', 'Cy Probe']);
});

test('I3: an Outlook that gets no sign-in is not let synchronize, says why, and names the way of the server', async () => {
  lent.gives = 'refused';
  const pane = await firstOutlook();
  await pane.getByRole('button', { name: 'Synchronize with this Outlook' }).click();
  await pane.getByText('Outlook gave no sign-in for Microsoft Graph.').waitFor();
  expect(await pane.getByRole('link', { name: /server’s synchronization/ }).getAttribute('href')).toMatch(/\/console$/);
  expect(await session.ask('/me/synchronization')).toEqual({ account: null });
});

test('I3: an Outlook without nested sign-in says so', async () => {
  await session.open({ profile: '1.9' });
  await dropMessage(session.page, 'mail.eml', annasMail(session.tenant, 'Any mail'));
  const pane = await session.signedInPane();
  await pane.getByRole('button', { name: 'Use this one' }).click();
  await account(pane);
  await pane.getByRole('button', { name: 'Synchronize with this Outlook' }).click();
  await pane.getByText(/does not lend its sign-in/).waitFor();
});

test('I3: where Microsoft lets this Outlook into no calendar, the pane names what is synchronized and what is not', async () => {
  graph.trouble('/me/calendar', { status: 403, code: 'ErrorAccessDenied' });
  const pane = await connected();
  await pane.getByText('This Outlook synchronizes contacts and tasks while this pane is open.').waitFor();
  await pane.getByText(/^Not synchronized: appointments/).waitFor();
  await pane.getByRole('button', { name: 'Ask Microsoft again' }).click();
  await pane.getByText(/synchronizes contacts, tasks, and appointments while this pane is open/).waitFor();
  expect(await pane.getByText(/^Not synchronized/).count()).toBe(0);
});
