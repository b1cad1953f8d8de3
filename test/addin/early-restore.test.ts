import { expect, test, vi } from 'vitest';
import type { AuthProvider } from '../../addin/api/auth-provider.ts';
import { continuing, restoreEarly } from '../../addin/api/early-restore.ts';
import { useBrowser } from './support/browser.ts';
import { tokens } from './support/render-pane.tsx';

useBrowser();
const config = {
  apiBase: '/api/v1',
  version: '1',
  publicUrl: '',
  nonce: '',
  officeJs: 'hosted',
  demo: false,
  outlookApplication: null,
} as const;

/** A server that gives the next token to each refresh; gives what it was asked. */
const answerRefreshes = (): string[] => {
  const shown: string[] = [];
  vi.stubGlobal('fetch', (_address: string, { body }: { body: string }) => {
    shown.push((JSON.parse(body) as { refreshToken: string }).refreshToken);
    return Promise.resolve(Response.json({ ...tokens, refreshToken: `refresh ${shown.length + 1}` }));
  });
  return shown;
};
const later = { ...tokens, accessToken: 'later' };
const provider: AuthProvider = {
  way: 'dialog',
  signIn: () => Promise.reject(new Error('nobody signs in here')),
  restore: () => Promise.resolve(later),
  signOut: () => undefined,
};

test('P1: a sign-in that is restored before Outlook answers is restored once, and its next token is kept', async () => {
  localStorage.setItem('part.correspond.refresh-token', 'refresh 1');
  const shown = answerRefreshes();
  const continued = continuing(provider, restoreEarly(config), 'part.');
  expect(await continued.restore()).toMatchObject({ accessToken: 'access 1' });
  expect(shown).toEqual(['refresh 1']);
  expect(localStorage.getItem('part.correspond.refresh-token')).toBe('refresh 2');
  expect(await continued.restore()).toBe(later);
});

test('the sign-in of another partition is not taken over, and stays good there', async () => {
  localStorage.setItem('other.correspond.refresh-token', 'refresh 1');
  answerRefreshes();
  const early = restoreEarly(config);
  expect(await continuing(provider, early, '').restore()).toBe(later);
  await early!.answer;
  expect(localStorage.getItem('other.correspond.refresh-token')).toBe('refresh 2');
});

test('with no sign-in, or with those of several partitions, nothing begins before Outlook has answered', () => {
  const shown = answerRefreshes();
  expect(restoreEarly(config)).toBeNull();
  localStorage.setItem('one.correspond.refresh-token', 'refresh 1');
  localStorage.setItem('two.correspond.refresh-token', 'refresh 1');
  expect(restoreEarly(config)).toBeNull();
  expect(shown).toEqual([]);
});

test('a server that is away while it is restored early is told to whoever asks', async () => {
  localStorage.setItem('correspond.refresh-token', 'refresh 1');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(continuing(provider, restoreEarly(config), '').restore()).rejects.toMatchObject({ code: 'unreachable' });
  expect(localStorage.getItem('correspond.refresh-token')).toBe('refresh 1');
});
