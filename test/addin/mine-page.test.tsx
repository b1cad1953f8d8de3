import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { CallOutput } from '#shared/contracts/api.ts';
import { DropAddressSection } from '../../addin/console/mine/drop-address-section.tsx';
import { newMailHtml, signedAnswer } from '../../addin/console/write/signature.ts';
import { emptyDraft, isEmpty } from '../../addin/console/write/draft.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeServer } from './support/fake-server.ts';
import { renderRoom } from './support/render-room.tsx';

useBrowser();

type Drop = CallOutput<'getDropAddress'>;
const madeAt = '2026-03-02T09:00:00.000Z';
const first: Drop = { address: 'drop-1@drop.contoso.test', madeAt, available: true };
const second: Drop = { ...first, address: 'drop-2@drop.contoso.test' };

const open = async (stands: Drop, next: Drop = second) => {
  const server = createFakeServer();
  server.answer('getDropAddress', () => stands);
  server.answer('makeDropAddress', () => next);
  const user = await renderRoom(server, <DropAddressSection />);
  return { user, server };
};

test('A20: the drop address is shown and copied; another one is made only after it was said that this one ends', async () => {
  const { user, server } = await open(first);
  expect((await screen.findByRole('status', { name: 'Drop address' })).textContent).toBe(first.address);
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  await screen.findByText('The drop address was copied.');
  expect(await navigator.clipboard.readText()).toBe(first.address);
  await user.click(screen.getByRole('button', { name: 'Make another one' }));
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Make another drop address?' }));
  dialog.getByText('The present one ends at once: what is sent there from then on is not tracked.');
  expect(server.callsOf('makeDropAddress')).toEqual([]);
  await user.click(dialog.getByRole('button', { name: 'Make another one' }));
  await screen.findByText('Your drop address was made.');
  await screen.findByText(second.address!);
  expect(screen.queryByText(first.address!)).toBeNull();
});

test('A20: what a browser does not let be copied is said', async () => {
  const { user } = await open(first);
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'));
  await user.click(await screen.findByRole('button', { name: 'Copy' }));
  await screen.findByText(/Your browser did not let it be copied/);
});

test('A20: the first one is made with one press; where there is no domain that is said', async () => {
  const { user } = await open({ address: null, madeAt: null, available: true }, first);
  await user.click(await screen.findByRole('button', { name: 'Make a drop address' }));
  await screen.findByText(first.address!);
});

test('A20: an organization without a domain for them says so, and offers nothing', async () => {
  await open({ address: null, madeAt: null, available: false });
  await screen.findByText(/Your organization has no domain for drop addresses/);
  expect(screen.queryByRole('button')).toBeNull();
});

const signature = '<p>Clara Holt</p><p>Contoso</p>';

test('S1: the signature stands below a new mail, above what is quoted in an answer, or nowhere, as it was chosen', () => {
  const quoted = '<p></p><blockquote><p>How much?</p></blockquote>';
  const inAll = { signature, signatureIn: 'allMail' } as const;
  const inNew = { signature, signatureIn: 'newMail' } as const;
  const nowhere = { signature, signatureIn: 'nothing' } as const;
  const none = { signature: '<p> &nbsp;</p>', signatureIn: 'allMail' } as const;
  expect(newMailHtml(inAll)).toMatch(/>&nbsp;<\/p><p[^>]*>Clara Holt<\/p><p[^>]*>Contoso<\/p><\/div>$/);
  expect(newMailHtml(inNew)).toBe(newMailHtml(inAll));
  expect([newMailHtml(nowhere), newMailHtml(none)]).toEqual(['', '']);
  expect(signedAnswer(quoted, inAll)).toBe(`<p></p>${signature}${quoted}`);
  for (const left of [inNew, nowhere, none]) expect(signedAnswer(quoted, left)).toBe(quoted);
});

test('S1: a mail in which nothing but the signature stands is empty, and is not stored', () => {
  const begun = newMailHtml({ signature, signatureIn: 'allMail' });
  expect(isEmpty({ ...emptyDraft, html: begun }, begun)).toBe(true);
  expect(isEmpty({ ...emptyDraft, html: '' }, begun)).toBe(true);
  expect(isEmpty({ ...emptyDraft, html: `<p>Hello</p>${begun}` }, begun)).toBe(false);
});
