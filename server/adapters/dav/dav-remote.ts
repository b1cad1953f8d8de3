/** CardDAV and CalDAV servers as remote sides (RFC 6352, RFC 4791). */
import type { SyncKind } from '#shared/sync/item.ts';
import { type SyncStep, syncRemedy } from '../../domain/synchronization/remedies.ts';
import type { Clock } from '../../ports/clock.ts';
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { DavAccount, RemoteCollections, RemoteSides, RemoteTestStep } from '../../ports/remote-sides.ts';
import { DavCollection } from './dav-collection.ts';
import { createDavFetch, type DavNeeds } from './dav-fetch.ts';
import { DavSide } from './dav-side.ts';
import { discover } from './discover.ts';
import type { ItemCodec } from './item-codec.ts';

/** Loaded with the first account: most processes never read a card. */
const codecOf = async (kind: SyncKind): Promise<ItemCodec> => {
  switch (kind) {
    case 'contact':
      return (await import('./vcard.ts')).vcardCodec;
    case 'task':
      return (await import('./vtodo.ts')).taskCodec;
    case 'appointment':
      return (await import('./vevent.ts')).appointmentCodec;
  }
};

const passed = (step: SyncStep, answer: string): RemoteTestStep => ({ step, passed: true, answer, remedy: null });

const failed = (step: SyncStep, error: unknown): RemoteTestStep => {
  const isOurs = error instanceof PermanentFailure || error instanceof TemporaryFailure;
  return {
    step,
    passed: false,
    answer: isOurs ? error.message : 'Something unexpected happened.',
    remedy: syncRemedy(step, isOurs ? error.code : 'unexpected'),
  };
};

const stepOfCode: Readonly<Record<string, SyncStep>> = {
  host_refused: 'resolve',
  egress_refused: 'resolve',
  host_not_found: 'resolve',
  invalid_host: 'resolve',
  sign_in_refused: 'auth',
  permission_refused: 'auth',
  mailbox_missing: 'auth',
};

const reached = [passed('resolve', 'The host was found.'), passed('connect', 'The server answers.')] as const;

const stepsBefore = (step: SyncStep): RemoteTestStep[] =>
  step === 'auth' ? [...reached] : step === 'connect' ? reached.slice(0, 1) : [];

const found: Readonly<Record<SyncKind, string>> = {
  contact: 'Found an address book.',
  task: 'Found a task list.',
  appointment: 'Found a calendar.',
};

const kindSteps = (kinds: readonly SyncKind[], collections: RemoteCollections): RemoteTestStep[] =>
  kinds.map((kind) =>
    collections[kind] === undefined
      ? failed(kind, new PermanentFailure('The server shows none to this user.', { code: 'none_found' }))
      : passed(kind, found[kind]),
  );

export const createDavRemote = (needs: DavNeeds & { readonly clock: Clock }): RemoteSides<DavAccount> => ({
  open: async (account: DavAccount, place, signal) => {
    const codec = await codecOf(place.kind);
    const fetch = createDavFetch(account, needs, signal);
    const side = new DavSide(new DavCollection(fetch, place.collection, codec.dialect), codec, {
      place,
      clock: needs.clock,
    });
    return Object.assign(side, { close: () => fetch.close() });
  },
  test: async (account, kinds, signal) => {
    try {
      const fetch = createDavFetch(account, needs, signal);
      try {
        const collections = await discover(fetch, account.url, kinds);
        return {
          steps: [...reached, passed('auth', 'The server lets us in.'), ...kindSteps(kinds, collections)],
          collections,
        };
      } finally {
        fetch.close();
      }
    } catch (error) {
      const code = error instanceof PermanentFailure || error instanceof TemporaryFailure ? error.code : '';
      const step = stepOfCode[code] ?? 'connect';
      return { steps: [...stepsBefore(step), failed(step, error)], collections: {} };
    }
  },
});
