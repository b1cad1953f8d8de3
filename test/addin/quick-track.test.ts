import { beforeEach, expect, test } from 'vitest';
import { offlineDatabaseIn } from '../../addin/offline/database.ts';
import { createPromotionShelf } from '../../addin/offline/promotion-shelf.ts';
import { createProfileStore } from '../../addin/api/profile-store.ts';
import { createSession } from '../../addin/api/session.ts';
import { quickTrack } from '../../addin/commands/quick-track.ts';
import { en } from '../../addin/strings/en.ts';
import { es } from '../../addin/strings/es.ts';
import { createFakeHost } from './support/fake-host.ts';
import { useIndexedDb } from './support/indexed-db.ts';
import { createFakeServer } from './support/fake-server.ts';
import { tokens } from './support/render-pane.tsx';

useIndexedDb();
beforeEach(() => localStorage.clear());

const needs = (signedIn: typeof tokens | null = tokens, host = createFakeHost()) => {
  const server = createFakeServer();
  const provider = {
    way: 'dialog' as const,
    signIn: () => Promise.resolve(tokens),
    restore: () => Promise.resolve(signedIn),
    signOut: () => undefined,
  };
  const session = createSession(provider, createProfileStore(localStorage, ''));
  const shelf = createPromotionShelf(offlineDatabaseIn(''));
  const around = { shelf, origin: 'https://crm.test', now: () => 0 };
  return { host, server, session, call: server.call, words: en.tracking, ...around };
};

test('P2: the ribbon button tracks the open mail and says so; a second press says that it was tracked', async () => {
  const given = needs();
  expect(await quickTrack(given)).toBe('Tracked in CRM.');
  expect(await quickTrack(given)).toBe('This mail is already tracked in CRM.');
});

test('P2: without a sign-in it tells to open the pane once, and reads no mail', async () => {
  const given = needs(null);
  expect(await quickTrack(given)).toContain('Open the Correspond pane once');
  expect(given.server.calls).toEqual([]);
});

test('P2: a refusal says that it was not tracked', async () => {
  const given = needs();
  given.server.refuse('promote', 'internal_error');
  expect(await quickTrack(given)).toContain('It was not tracked');
});

test('P14: what the ribbon button cannot give the server is kept, and the sentence says so', async () => {
  const given = needs();
  given.server.refuse('promote', 'unreachable');
  expect(await quickTrack(given)).toContain('The mail is kept here');
  const mine = { server: 'https://crm.test', organizationId: 'contoso', userId: 'u1' };
  expect(await given.shelf.list([mine])).toMatchObject([
    { ...mine, subject: 'Quote for pumps', state: { kind: 'waiting', nextAttemptAt: 5_000 } },
  ]);
});

test('every sentence above the mail fits the 150 characters that Outlook takes', () => {
  for (const { tracking } of [en, es]) {
    const { quickDone, quickAlready, quickSignIn, quickFailed, quickKept, heldNow } = tracking;
    for (const sentence of [quickDone, quickAlready, quickSignIn, quickFailed, quickKept, heldNow])
      expect(sentence.length).toBeLessThan(151);
  }
});
