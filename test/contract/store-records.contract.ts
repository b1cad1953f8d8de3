import { describe, expect, test } from 'vitest';
import { looseAddressKey } from '#shared/model/address.ts';
import type { Instant } from '#shared/model/instant.ts';
import { openStore, type StoreLocation } from '../../server/adapters/store/store.ts';
import type { RecordToStore } from '../../server/ports/record-store.ts';
import type { Store } from '../../server/ports/store.ts';
import { keyOf } from '../support/build-facts.ts';
import { readEverything, writeEverything } from '../support/twin-answers.ts';
import { fillTwin, twinIds } from '../support/twins.ts';
import { createTestClock } from '../support/world.ts';

const now = 1_770_000_000_000 as Instant;

const withStore = async (location: StoreLocation, work: (store: Store) => Promise<void>): Promise<void> => {
  const store = await openStore(location, now);
  try {
    await work(store);
  } finally {
    await store.close();
  }
};

const openTwins = async (store: Store): Promise<void> => {
  await fillTwin(store, 'organization-1', 'ours');
  await fillTwin(store, 'organization-2', 'theirs');
  await fillTwin(store, 'organization-3', 'empty');
};

const contactWith = (id: string, address: string): RecordToStore => ({
  id,
  type: 'contact',
  name: id,
  addresses: [{ address, addressKey: keyOf(address), looseKey: looseAddressKey(keyOf(address)), primary: true }],
  ownerId: twinIds.reader,
  access: 'organization',
  active: true,
  externalId: null,
  fields: {},
});

const ours = (store: Store) => store.read('organization-1', readEverything);
const theirs = (store: Store) => store.read('organization-2', readEverything);

/** R9 at the level of rows, on the engine that `newLocation` gives an empty database of. */
export const storeRecordsContract = (newLocation: () => Promise<StoreLocation>): void => {
  describe('R9: two organizations with the same ids, names, addresses and external ids', () => {
    test('every read answers, and nothing of the other organization is in any answer', async () => {
      await withStore(await newLocation(), async (store) => {
        await openTwins(store);
        const [mine, other] = [await ours(store), await theirs(store)];
        const silent = Object.entries(mine).filter(([, answer]) => answer === null || JSON.stringify(answer) === '[]');
        expect(silent.map(([name]) => name)).toEqual([]);
        for (const [name, answer] of Object.entries(mine))
          expect(JSON.stringify(answer), name).not.toMatch(/theirs|empty/);
        for (const [name, answer] of Object.entries(other))
          expect(JSON.stringify(answer), name).not.toMatch(/ours|empty/);
        const counts = (all: Record<string, unknown>) =>
          Object.entries(all).map(([name, answer]) => [name, Array.isArray(answer) ? answer.length : 1]);
        expect(counts(mine)).toEqual(counts(other));
        expect(mine['administrators']).toBe(1);
        expect(mine['standingCount']).toBe(1);
        expect(mine['syncCountLinks']).toBe(2);
        expect([mine['syncLeasedElsewhere'], other['syncLeasedElsewhere']]).toEqual([1, 0]);
        expect(mine['syncLeasedPace']).toMatchObject({ running: true });
        expect(other['syncLeasedPace']).toMatchObject({ running: false });
      });
    });

    test('what one organization writes changes nothing of the other', async () => {
      await withStore(await newLocation(), async (store) => {
        await openTwins(store);
        const [mine, other] = [await ours(store), await theirs(store)];
        await store.transact('organization-1', writeEverything);
        expect(await theirs(store)).toEqual(other);
        expect(await ours(store)).not.toEqual(mine);
      });
    });

    test('an account that one organization claims is due in the others all the same', async () => {
      await withStore(await newLocation(), async (store) => {
        await openTwins(store);
        const due = async () => (await store.system.synchronization.organizationsDue()).toSorted();
        expect(await due()).toEqual(['organization-1', 'organization-2', 'organization-3']);
        const claim = { owner: 'process', leaseMs: 3_600_000, most: 50 };
        const claimed = await store.transact('organization-1', (tx) => tx.synchronization.claim(claim));
        expect(claimed).toEqual(['due']);
        expect(await due()).toEqual(['organization-2', 'organization-3']);
      });
    });

    test('a lease that one organization renews is renewed in no other', async () => {
      const clock = createTestClock();
      const store = await openStore(await newLocation(), clock.now(), clock);
      try {
        await openTwins(store);
        const claim = { owner: 'process', leaseMs: 1_000, most: 50 };
        for (const id of ['organization-1', 'organization-2', 'organization-3'])
          await store.transact(id, (tx) => tx.synchronization.claim(claim));
        await store.transact('organization-1', (tx) => tx.synchronization.renew('process', 3_600_000));
        clock.advance(2_000);
        expect((await store.system.synchronization.organizationsDue()).toSorted()).toEqual([
          'organization-2',
          'organization-3',
        ]);
      } finally {
        await store.close();
      }
    });

    test('a transaction that fails leaves nothing', async () => {
      await withStore(await newLocation(), async (store) => {
        await openTwins(store);
        const mine = await ours(store);
        const broken = store.transact('organization-1', async (tx) => {
          await writeEverything(tx);
          throw new Error('changed my mind');
        });
        await expect(broken).rejects.toThrow('changed my mind');
        expect(await ours(store)).toEqual(mine);
      });
    });

    test('another reader of the same organization sees nothing that is for its owner alone', async () => {
      await withStore(await newLocation(), async (store) => {
        await openTwins(store);
        await store.read('organization-1', async ({ records, activities, agenda, routing }) => {
          const { contact, account, work, gone, activity } = twinIds;
          const reader = 'somebody else';
          const page = { limit: 50, after: null };
          expect([
            await records.find(reader, { type: 'contact', id: contact }),
            await records.findById(reader, contact),
            await records.findAny(reader, { type: 'lead', id: gone }),
            await activities.find(reader, activity),
            await activities.findDetail(reader, activity),
            await activities.findByMessageId(reader, 'twin@mail.test'),
          ]).toEqual([null, null, null, null, null, null]);
          expect([
            ...(await records.findMany(reader, [contact, account, work])),
            ...(await records.names(reader, [{ type: 'contact', id: contact }])),
            ...(await records.list(reader, 'contact', { words: [] }, page)),
            ...(await records.search(reader, ['anna'], ['contact', 'account', 'case'], 50)),
            ...(await records.openWork(reader, [account], 50)),
            ...(await activities.list(reader, {}, page)),
            ...(await activities.list(reader, { timelineOf: account }, page)),
            ...(await agenda.tracked(reader, 'task', { limit: 50, afterId: null })),
          ]).toEqual([]);
          expect(await records.findByExternalId(reader, 'contact', `external-${contact}`)).toBe('unreadable');
          const facts = await routing.matching({
            readerId: reader,
            addresses: ['anna@twin.test' as never],
            looseAddresses: [],
          });
          expect(facts).toEqual({ owners: [], choices: [], crowded: [] });
        });
      });
    });
  });

  test.each([{ sharing: 101 }, { sharing: 102 }, { sharing: 199 }, { sharing: 200 }, { sharing: 230 }])(
    'P19: an address of $sharing people gives the same 101 of them and says so, beside one of three',
    async ({ sharing }) => {
      await withStore(await newLocation(), async (store) => {
        await fillTwin(store, 'organization-1', 'ours');
        const crowd = Array.from({ length: sharing }, (_, n) => `c-${String(n).padStart(3, '0')}`);
        const few = ['d-0', 'd-1', 'd-2'];
        await store.transact('organization-1', async ({ records }) => {
          // The other way round, so that no order of writing stands in for that by ids.
          for (const id of crowd.toReversed()) await records.add(contactWith(id, 'crowd@customer.example'), now);
          for (const id of few) await records.add(contactWith(id, 'few@customer.example'), now);
        });
        const facts = await store.read('organization-1', ({ routing }) =>
          routing.matching({
            readerId: twinIds.reader,
            addresses: [keyOf('few@customer.example'), keyOf('crowd@customer.example')],
            looseAddresses: [],
          }),
        );
        const idsOf = (address: string) =>
          facts.owners
            .filter(({ addressKey }) => addressKey === keyOf(address))
            .map(({ record }) => record.id)
            .sort();
        expect(idsOf('few@customer.example')).toEqual(few);
        expect(idsOf('crowd@customer.example')).toEqual(crowd.slice(0, 101));
        expect(facts.crowded).toEqual([keyOf('crowd@customer.example')]);
      });
    },
  );

  test('of two who save the same version one wins', async () => {
    await withStore(await newLocation(), async (store) => {
      await openTwins(store);
      const save = () =>
        store.transact('organization-1', async (tx) => {
          const record = await tx.records.findWritten({ type: 'account', id: twinIds.account });
          const { owner, members: _members, ...rest } = record!;
          return tx.records.save({ ...rest, ownerId: owner!.id, name: 'Renamed' }, 1, now);
        });
      const saved = await Promise.all([save(), save()]);
      expect(saved.toSorted()).toEqual([false, true]);
      const [found] = await store.read('organization-1', ({ records }) =>
        records.findMany(twinIds.reader, [twinIds.account]),
      );
      expect(found!.version).toBe(2);
    });
  });
};
