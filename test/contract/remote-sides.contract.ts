import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PresentItem, SideItem, SyncFields } from '#shared/sync/item.ts';
import { PermanentFailure, TemporaryFailure } from '../../server/ports/failure.ts';
import type { RemoteCollections, RemoteSide } from '../../server/ports/remote-sides.ts';
import type { ContractPlace, KindSample, RemoteServer } from '../support/remote-server.ts';

const organization = 'org-1';
const wait = 60_000;

/** What every remote side promises for items of this kind, whatever its protocol (Y1, Y7, Y11, Y13, I6). */
export const promisesOfRemoteSides = (
  protocol: string,
  { kind, title, detail, rest }: KindSample,
  startServer: () => Promise<RemoteServer>,
): void => {
  describe(`${protocol}: a remote side of ${kind}s`, () => {
    let server: RemoteServer;
    const opened: RemoteSide[] = [];
    beforeAll(async () => {
      server = await startServer();
    }, wait);
    afterAll(async () => {
      for (const side of opened) side.close();
      await server[Symbol.asyncDispose]();
    });

    const fields = (name: string, more = 'One'): SyncFields => ({ ...rest, [title]: name, [detail]: more });
    const open = async (
      { account, collection }: ContractPlace,
      given: { readonly organizationId?: string; readonly secret?: string; readonly collection?: string } = {},
    ): Promise<RemoteSide> => {
      const side = await server.sides.open(
        { ...account, secret: given.secret ?? account.secret },
        {
          kind,
          collection: given.collection ?? collection,
          organizationId: given.organizationId ?? organization,
          categories: ['CRM', 'Key customer'],
          takesPrivate: false,
          ownAddresses: ['ben@contoso.test'],
        },
        new AbortController().signal,
      );
      opened.push(side);
      return side;
    };
    const begin = async () => {
      const place = await server.place();
      return { place, owner: place.owner, side: await open(place) };
    };
    const present = (item: SideItem | undefined): PresentItem => {
      if (item?.state !== 'present') throw new Error('the item is not there');
      return item;
    };
    const readOne = async (side: RemoteSide, id: string) => present((await side.read([id]))[0]);
    const written = (result: Awaited<ReturnType<RemoteSide['update']>> | { readonly kind: 'exists' }) => {
      if (result.kind !== 'written') throw new Error(`it was not written but ${JSON.stringify(result)}`);
      return result.item;
    };
    const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
      try {
        await work;
      } catch (error) {
        return error;
      }
      throw new Error('nothing failed');
    };

    test('Y1: an empty place shows everything there is, which is nothing', async () => {
      const { side } = await begin();
      const { view } = await side.changes(null);
      expect(view.complete).toBe(true);
      expect(view.items.size).toBe(0);
    });

    test('Y1: after a cursor come the changes since, each with what it says now, and removed ones as gone', async () => {
      const { side, owner } = await begin();
      const [kept, changed, removed] = [
        await owner.add(fields('Kept')),
        await owner.add(fields('Changed')),
        await owner.add(fields('Removed')),
      ];
      const first = await side.changes(null);
      expect(first.view.complete).toBe(true);
      expect([...first.view.items.keys()].sort()).toEqual([kept, changed, removed].sort());
      await owner.change(changed, fields('Changed', 'Two'));
      await owner.remove(removed);
      const added = await owner.add(fields('Added'));
      const { view, cursor } = await side.changes(first.cursor);
      expect(present(view.items.get(changed)).fields).toMatchObject(fields('Changed', 'Two'));
      expect(present(view.items.get(changed)).revision).not.toBe(present(first.view.items.get(changed)).revision);
      expect(present(view.items.get(added)).fields).toMatchObject(fields('Added'));
      if (view.complete) expect(view.items.has(removed)).toBe(false);
      else {
        expect(view.items.get(removed)).toEqual({ state: 'gone', id: removed });
        expect(view.items.has(kept)).toBe(false);
      }
      const quiet = await side.changes(cursor);
      expect(quiet.view.complete || quiet.view.items.size === 0).toBe(true);
    });

    test('Y1: a cursor that the server knows no more gives everything', async () => {
      const { side, owner } = await begin();
      const id = await owner.add(fields('There'));
      const { cursor } = await side.changes(null);
      const { view } = await side.changes(server.outdated(cursor));
      expect(view.complete).toBe(true);
      expect([...view.items.keys()]).toEqual([id]);
    });

    test(
      'Y1: more items than one answer holds all come, and are read by name',
      async () => {
        const { side, owner } = await begin();
        const ids = [];
        for (let n = 0; n < 120; n += 1) ids.push(await owner.add(fields(`Number ${n}`)));
        const { view } = await side.changes(null);
        expect([...view.items.keys()].sort()).toEqual([...ids].sort());
        expect((await side.read(ids)).map(({ state }) => state)).toEqual(ids.map(() => 'present'));
      },
      wait,
    );

    test('Y1: what is read by name and is not there is gone', async () => {
      const { side, owner } = await begin();
      const id = await owner.add(fields('Short-lived'));
      await owner.remove(id);
      expect(await side.read([id])).toEqual([{ state: 'gone', id }]);
    });

    test('Y1: a new item says what it was given, carries its mark, and the next cycle meets the version that was told', async () => {
      const { side, owner } = await begin();
      const item = written(await side.create(fields('Anna Muster; & "Söhne", Köln'), 'rec-1'));
      expect(await owner.ids()).toEqual([item.id]);
      const read = await readOne(side, item.id);
      expect(read).toMatchObject({ revision: item.revision, mark: 'rec-1', writable: true, scope: 'outside' });
      expect(read.fields).toMatchObject(fields('Anna Muster; & "Söhne", Köln'));
    });

    test('Y11: made a second time for the same record it is met and not made again, whatever became of it', async () => {
      const { side, owner } = await begin();
      const item = written(await side.create(fields('Once'), 'rec-1'));
      await owner.change(item.id, fields('Once', 'Two'));
      expect(await side.create(fields('Twice'), 'rec-1')).toEqual({ kind: 'exists', id: item.id });
      expect((await readOne(side, item.id)).fields).toMatchObject(fields('Once', 'Two'));
      expect(await owner.ids()).toHaveLength(1);
    });

    test('Y11: the answer to a new item is lost: the second try meets it', async () => {
      const { side, owner } = await begin();
      server.loseAnswer('create');
      expect(await failureOf(side.create(fields('Once'), 'rec-1'))).toBeInstanceOf(TemporaryFailure);
      expect(await side.create(fields('Once'), 'rec-1')).toMatchObject({ kind: 'exists' });
      const [id = ''] = await owner.ids();
      expect(await owner.ids()).toEqual([id]);
      expect((await readOne(side, id)).mark).toBe('rec-1');
    });

    test('Y5: a change writes the fields named, and leaves the others and what it does not know', async () => {
      const { side, owner } = await begin();
      const id = await owner.add(fields('Anna'), ['CRM']);
      const before = await readOne(side, id);
      const item = written(await side.update(before, { [detail]: 'Two' }, 'rec-1'));
      const after = await readOne(side, id);
      expect(after).toMatchObject({ revision: item.revision, mark: 'rec-1', scope: 'wanted' });
      expect(after.revision).not.toBe(before.revision);
      expect(after.fields).toMatchObject(fields('Anna', 'Two'));
      expect(await owner.keepsUnknown(id)).toBe(true);
    });

    test('Y7: the mark alone can be written, and changes no field', async () => {
      const { side, owner } = await begin();
      const id = await owner.add(fields('Anna'));
      const before = await readOne(side, id);
      const item = written(await side.update(before, {}, 'rec-1'));
      expect(await readOne(side, id)).toMatchObject({ revision: item.revision, mark: 'rec-1', fields: before.fields });
      expect(await owner.keepsUnknown(id)).toBe(true);
    });

    test('Y11: a write expects the version that was read: another one stays as it is', async () => {
      const { side, owner } = await begin();
      const id = await owner.add(fields('Anna'));
      const before = await readOne(side, id);
      await owner.change(id, fields('Anna', 'Theirs'));
      expect(await side.update(before, { [detail]: 'Ours' }, 'rec-1')).toEqual({ kind: 'changed' });
      expect(await side.remove(before)).toEqual({ kind: 'changed' });
      expect((await readOne(side, id)).fields).toMatchObject(fields('Anna', 'Theirs'));
    });

    test('Y11: what is gone is neither written nor removed', async () => {
      const { side, owner } = await begin();
      const id = await owner.add(fields('Anna'));
      const before = await readOne(side, id);
      await owner.remove(id);
      expect(await side.update(before, { [detail]: 'Ours' }, 'rec-1')).toEqual({ kind: 'changed' });
      expect(await side.remove(before)).toEqual({ kind: 'changed' });
      expect(await owner.ids()).toEqual([]);
    });

    test('Y11: the answers to a change and to a removal are lost: what was done is seen', async () => {
      const { side, owner } = await begin();
      const id = await owner.add(fields('Anna'));
      server.loseAnswer('update');
      const before = await readOne(side, id);
      expect(await failureOf(side.update(before, { [detail]: 'Two' }, 'rec-1'))).toBeInstanceOf(TemporaryFailure);
      const after = await readOne(side, id);
      expect(after).toMatchObject({ mark: 'rec-1', fields: fields('Anna', 'Two') });
      server.loseAnswer('remove');
      expect(await failureOf(side.remove(after))).toBeInstanceOf(TemporaryFailure);
      expect(await side.read([id])).toEqual([{ state: 'gone', id }]);
    });

    test('Y6: a removal of the version that was read removes it', async () => {
      const { side, owner } = await begin();
      const id = await owner.add(fields('Anna'));
      expect((await side.remove(await readOne(side, id))).kind).toBe('written');
      expect(await owner.ids()).toEqual([]);
    });

    test('Y7: a copy that the person makes carries the mark of what it was copied from', async () => {
      const { side, owner } = await begin();
      const { id } = written(await side.create(fields('Anna'), 'rec-1'));
      const copy = await owner.copy(id);
      expect(copy).not.toBe(id);
      expect((await readOne(side, copy)).mark).toBe('rec-1');
    });

    test('I6: the mark of another organization means nothing here, and stays beside our own', async () => {
      const { side, owner, place } = await begin();
      const other = await open(place, { organizationId: 'org-2' });
      const id = await owner.add(fields('Shared'));
      written(await other.update(await readOne(other, id), {}, 'rec-of-2'));
      const seen = await readOne(side, id);
      expect(seen.mark).toBeUndefined();
      written(await side.update(seen, {}, 'rec-of-1'));
      expect((await readOne(side, id)).mark).toBe('rec-of-1');
      expect((await readOne(other, id)).mark).toBe('rec-of-2');
    });

    test('Y13: tracked is what has one of the categories, whatever their case; all else is outside', async () => {
      const { side, owner } = await begin();
      const cases: readonly (readonly [readonly string[], PresentItem['scope']])[] = [
        [['Friends', 'crm'], 'wanted'],
        [[' Key Customer '], 'wanted'],
        [['CRM-like'], 'outside'],
        [[], 'outside'],
      ];
      for (const [categories, scope] of cases) {
        const id = await owner.add(fields(`Of ${categories.join('+')}`), categories);
        expect((await readOne(side, id)).scope).toBe(scope);
      }
    });

    test('Y1: an item that nobody can read is there, says nothing, is never written, and hides no other', async () => {
      const { side, owner, place } = await begin();
      if (server.addUnreadable === null) {
        expect(await owner.ids()).toEqual([]);
        return;
      }
      const odd = await server.addUnreadable(place);
      const good = await owner.add(fields('Good'));
      const { view } = await side.changes(null);
      expect(present(view.items.get(odd))).toMatchObject({ fields: {}, writable: false, scope: 'outside' });
      expect(present(view.items.get(good)).fields).toMatchObject(fields('Good'));
      expect((await side.update(present(view.items.get(odd)), { [detail]: 'Two' }, 'rec-1')).kind).toBe('refused');
    });

    test('Y10: a secret that is refused and a place that is gone are for a person; a server that is away is not', async () => {
      const { place, side } = await begin();
      const refused = await failureOf(open(place, { secret: 'another' }).then((other) => other.changes(null)));
      expect(refused).toBeInstanceOf(PermanentFailure);
      expect(refused).toMatchObject({ code: 'sign_in_refused' });
      const absent = `${place.collection.replace(/\/$/, '')}-absent/`;
      const gone = await failureOf(open(place, { collection: absent }).then((other) => other.changes(null)));
      expect(gone).toMatchObject({ code: 'mailbox_missing' });
      await server.stop();
      expect(await failureOf(side.changes(null))).toBeInstanceOf(TemporaryFailure);
      await server.start();
      expect((await side.changes(null)).view.complete).toBe(true);
    });

    test('Y10: Test finds the place, and names the step that fails', async () => {
      const { place } = await begin();
      const { signal } = new AbortController();
      const good = await server.sides.test(place.account, [kind], signal);
      expect(good.steps.map(({ step, passed }) => [step, passed])).toEqual([
        ['resolve', true],
        ['connect', true],
        ['auth', true],
        [kind, true],
      ]);
      const found: RemoteCollections = good.collections;
      expect(found[kind]).toBe(place.collection);
      const bad = await server.sides.test({ ...place.account, secret: 'another' }, [kind], signal);
      expect(bad.steps.at(-1)).toMatchObject({ step: 'auth', passed: false });
      expect(bad.steps.at(-1)?.remedy).not.toBe('');
    });
  });
};
