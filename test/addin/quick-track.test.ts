import { beforeEach, expect, test } from 'vitest';
import { createProfileStore } from '../../addin/api/profile-store.ts';
import { createSession } from '../../addin/api/session.ts';
import { quickTrack } from '../../addin/commands/quick-track.ts';
import { en } from '../../addin/strings/en.ts';
import { createFakeHost } from './support/fake-host.ts';
import { createFakeServer } from './support/fake-server.ts';
import { tokens } from './support/render-pane.tsx';

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
  return { host, server, session, call: server.call, words: en.tracking };
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

test('every sentence above the mail fits the 150 characters that Outlook takes', () => {
  const { quickDone, quickAlready, quickSignIn, quickFailed, heldNow } = en.tracking;
  for (const sentence of [quickDone, quickAlready, quickSignIn, quickFailed, heldNow])
    expect(sentence.length).toBeLessThan(151);
});
