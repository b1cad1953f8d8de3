import { screen } from '@testing-library/react';
import { Suspense } from 'react';
import { expect, test } from 'vitest';
import { ApiError } from '../../addin/api/api-error.ts';
import { OutlookSyncOffer } from '../../addin/features/devices/outlook-sync-offer.tsx';
import { OutlookSyncSection } from '../../addin/features/devices/outlook-sync-section.tsx';
import { setSynchronizer } from '../../addin/synchronization/current.ts';
import type { Connecting, OutlookSync, Synchronizer } from '../../addin/synchronization/synchronizer.ts';
import { useBrowser } from './support/browser.ts';
import { createFakeServer } from './support/fake-server.ts';
import { renderRoom } from './support/render-room.tsx';

useBrowser();

const known: OutlookSync = { account: null, holder: null, waiting: [] };

/** Offers it for a mailbox that Ben has, until it is taken over; gives what was asked for. */
const offered = async () => {
  const asked: Connecting[] = [];
  const synchronizer: Synchronizer = {
    state: () => ({ running: false, known, problem: null }),
    subscribe: () => () => undefined,
    synchronize: () => Promise.resolve(),
    look: () => Promise.resolve(),
    connect: (how = {}) => {
      asked.push(how);
      if (how.takeOver === true) return Promise.resolve();
      const members = { userName: 'Ben Carter', since: '2026-02-10T08:00:00Z' };
      const problem = { type: 'about:blank', title: '', status: 409, code: 'mailbox_mapped' as const, ...members };
      return Promise.reject(new ApiError('mailbox_mapped', { status: 409, problem }));
    },
    stop: () => undefined,
  };
  const offer = (
    <Suspense>
      <OutlookSyncOffer isHere known={known} synchronizer={synchronizer} />
    </Suspense>
  );
  const user = await renderRoom(createFakeServer(), offer);
  await user.click(await screen.findByRole('button', { name: 'Synchronize with this Outlook' }));
  await screen.findByRole('alertdialog', { name: 'Synchronize this mailbox for you?' });
  return { asked, user };
};

test('I5: a mailbox that somebody else has is asked about, with what yes and no mean; no changes nothing', async () => {
  const { asked, user } = await offered();
  expect(screen.getByText(/Ben Carter has had this mailbox connected since/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'No' }));
  await screen.findByRole('button', { name: 'Synchronize with this Outlook' });
  expect(asked).toEqual([{}]);
});

test('I5: yes takes the mailbox over', async () => {
  const { asked, user } = await offered();
  await user.click(screen.getByRole('button', { name: 'Yes' }));
  await screen.findByRole('button', { name: 'Synchronize with this Outlook' });
  expect(asked).toEqual([{}, { takeOver: true }]);
});

test('I5: a mailbox that is none of one’s addresses is not connected; it is said once, with the way to prove it', async () => {
  const state = { running: false, known, problem: new ApiError('not_permitted', { status: 403 }) };
  setSynchronizer({
    state: () => state,
    subscribe: () => () => undefined,
    synchronize: () => Promise.resolve(),
    look: () => Promise.resolve(),
    connect: () => Promise.reject(state.problem),
    stop: () => undefined,
  });
  try {
    const section = (
      <Suspense>
        <OutlookSyncSection consoleAddress="https://crm.example/console" deviceId="desk" offered />
      </Suspense>
    );
    await renderRoom(createFakeServer(), section);
    await screen.findByText(/the address of this mailbox is none of yours in the CRM/);
    const link = screen.getByRole('link', { name: /My addresses/ });
    expect(link.getAttribute('href')).toBe('https://crm.example/console/mine');
    expect(screen.queryByText('You do not have the right to do this.')).toBeNull();
  } finally {
    setSynchronizer(null);
  }
});
