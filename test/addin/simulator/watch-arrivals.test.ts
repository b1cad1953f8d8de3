import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { initialState, type State, type World } from '../../../addin/simulator/state.ts';
import { createStore } from '../../../addin/simulator/store.ts';
import { sandboxFolderId, takeArrivals } from '../../../addin/simulator/watch-arrivals.ts';
import { createSimulatorServer } from '../../../server/demo/simulator-server.ts';
import { type Sandbox, startSandbox } from '../../../server/demo/sandbox/sandbox.ts';
import type { MailTransport } from '../../../server/ports/mail-transport.ts';
import { type Listening, listen } from '../../support/listening.ts';
import { profileAt, sendTo, testTransport } from '../../support/smtp-transport.ts';

let sandbox: Sandbox;
let outlook: Listening;
const ask = globalThis.fetch;
let transport: MailTransport;

beforeEach(async () => {
  transport = testTransport();
  sandbox = await startSandbox();
  const place = { addinUrl: 'https://localhost:3000', mailboxDirectory: null, distDirectory: '/nowhere' };
  outlook = await listen(createSimulatorServer({ ...place, sandbox }));
  // The page asks its own origin, which a simulated document does not have.
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => ask(`${outlook.origin}${path}`, init));
});
afterEach(async () => {
  await transport.close();
  vi.unstubAllGlobals();
  await outlook[Symbol.asyncDispose]();
  await sandbox.close();
});

const mailIn = (world: World, folderId: string): readonly string[] =>
  [...world.get().items.values()].filter((item) => item.folderId === folderId).map((item) => item.subject);

it('S16: mail that came by SMTP lies in the Inbox of its reader, or in the folder of the sandbox, once', async () => {
  const world = createStore<State>(initialState);
  await sendTo(transport, profileAt(sandbox.port), [initialState.user.address.toUpperCase()]);
  await sendTo(transport, profileAt(sandbox.port), ['bo@northwind.example']);
  const last = await takeArrivals(world, 0);
  expect([last, mailIn(world, 'inbox'), mailIn(world, sandboxFolderId)]).toEqual([2, ['Offer'], ['Offer']]);
  expect(world.get().folders.at(-1)).toEqual({ id: sandboxFolderId, name: 'Mail sandbox' });
  expect(await takeArrivals(world, 2)).toBe(2);
  expect(world.get().items.size).toBe(2);
});

it('S16: without a sandbox nothing is looked for again', async () => {
  await outlook[Symbol.asyncDispose]();
  const place = { addinUrl: 'https://localhost:3000', mailboxDirectory: null, distDirectory: '/nowhere' };
  outlook = await listen(createSimulatorServer(place));
  expect(await takeArrivals(createStore<State>(initialState), 0)).toBeNull();
});
