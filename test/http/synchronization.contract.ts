import { expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { card, synchronized } from '../support/synchronized.ts';

const contact = (name: string, address: string, fields: Record<string, string> = {}) => ({
  params: { type: 'contact' },
  body: { name, addresses: [address], fields },
});

/** Y1, Y4 to Y8, Y10, Y13 with a real CardDAV server: what every engine's product does. */
export const synchronizationContract = (store: () => Promise<AppOptions['store']>): void => {
  const open = async () => synchronized({ store: await store() });

  test('Y1: a contact goes to the address book, a change of either side reaches the other, and a quiet cycle changes nothing', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    const { id } = await ben.call('createRecord', contact('Anna Muster', 'Anna@Muster.example', { phone: '+49 1' }));
    await sync.cycle();
    const [path = ''] = await sync.server.person.list(sync.book);
    const written = (await sync.server.person.get(path)) ?? '';
    expect(written).toMatch(/FN:Anna Muster/);
    expect(written).toMatch(/anna@muster\.example/i);
    await sync.server.person.put(path, written.replace('+49 1', '+49 2'));
    await sync.cycle();
    expect((await ben.call('getRecord', { params: { type: 'contact', id } })).fields).toMatchObject({ phone: '+49 2' });
    await ben.call('changeRecord', { params: { type: 'contact', id }, body: { fields: { jobTitle: 'Buyer' } } });
    await sync.cycle();
    const changed = (await sync.server.person.get(path)) ?? '';
    expect(changed).toMatch(/TITLE:Buyer/);
    expect(changed).toMatch(/\+49 2/);
    await sync.cycle();
    await sync.cycle();
    expect(await sync.server.person.get(path)).toBe(changed);
    expect(await sync.server.person.list(sync.book)).toEqual([path]);
    const { account } = await ben.call('getMySynchronization');
    expect(account).toMatchObject({
      linked: [{ kind: 'contact', count: 1 }],
      health: { state: 'working', failures: 0 },
    });
  });

  test('Y13: of a book with private cards and tracked ones only the tracked ones come, and of the others nothing is stored', async () => {
    await using sync = await open();
    for (let n = 0; n < 20; n += 1)
      await sync.server.person.put(
        `${sync.book}private-${n}.vcf`,
        card(`p-${n}`, `Secretperson ${n}`, [`NOTE:hush ${n}`]),
      );
    for (let n = 0; n < 3; n += 1)
      await sync.server.person.put(
        `${sync.book}tracked-${n}.vcf`,
        card(`t-${n}`, `Customer ${n}`, ['CATEGORIES:Friends,crm']),
      );
    await sync.cycle();
    await sync.cycle();
    expect(await sync.contacts()).toEqual(['Customer 0', 'Customer 1', 'Customer 2']);
    const seen = JSON.stringify([
      await sync.world.ben.call('listMySynchronizationHistory'),
      await sync.world.store.read(sync.world.contoso.id, async (read) => [
        await read.workflows.eventsAfter(0, 1_000),
        await read.synchronization.cycle({
          accountId: (await read.synchronization.ofUser(sync.world.ben.id))?.id ?? '',
          kind: 'contact',
        }),
      ]),
    ]);
    expect(seen).not.toMatch(/Secretperson|hush|private-/);
    expect(await sync.server.person.list(sync.book)).toHaveLength(23);
  });

  test('Y7: equal ones meet for the first time and are linked, each giving what the other lacks; a copy is left alone', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    await sync.server.person.put(
      `${sync.book}anna.vcf`,
      card('anna', 'Anna Muster', ['EMAIL:anna@muster.example', 'TITLE:Head of pumps', 'X-SHOE-SIZE:44']),
    );
    const { id } = await ben.call('createRecord', contact('Anna Muster', 'anna@muster.example', { phone: '+49 7' }));
    await sync.cycle();
    expect(await sync.server.person.list(sync.book)).toEqual([`${sync.book}anna.vcf`]);
    const merged = (await sync.server.person.get(`${sync.book}anna.vcf`)) ?? '';
    expect(merged).toMatch(/X-SHOE-SIZE:44/);
    expect(merged).toMatch(/\+49 7/);
    expect((await ben.call('getRecord', { params: { type: 'contact', id } })).fields).toMatchObject({
      jobTitle: 'Head of pumps',
    });
    await sync.server.person.put(
      `${sync.book}copy.vcf`,
      merged.replace('UID:anna', 'UID:anna-2').replace('X-SHOE-SIZE', 'CATEGORIES:CRM\r\nX-SHOE-SIZE'),
    );
    await sync.cycle();
    expect(await sync.contacts()).toEqual(['Anna Muster']);
  });

  test('Y6: deleted in the CRM it goes from the book; deleted in the book it stays in the CRM and is not written again', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    const first = await ben.call('createRecord', contact('Anna Muster', 'anna@muster.example'));
    await ben.call('createRecord', contact('Bo Beispiel', 'bo@muster.example'));
    await sync.cycle();
    await ben.call('deleteRecord', { params: { type: 'contact', id: first.id } });
    await sync.cycle();
    const [left = '', ...others] = await sync.server.person.list(sync.book);
    expect(others).toEqual([]);
    expect(await sync.server.person.get(left)).toMatch(/Bo Beispiel/);
    await sync.server.person.remove(left);
    await sync.cycle();
    await sync.cycle();
    expect(await sync.contacts()).toEqual(['Bo Beispiel']);
    expect(await sync.server.person.list(sync.book)).toEqual([]);
  });

  test('Y4: who leaves the filter is unlinked and stays in both places', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    const { id } = await ben.call('createRecord', contact('Anna Muster', 'anna@muster.example'));
    await sync.cycle();
    await ben.call('changeRecord', { params: { type: 'contact', id }, body: { active: false } });
    await sync.cycle();
    expect(await sync.server.person.list(sync.book)).toHaveLength(1);
    await ben.call('changeRecord', { params: { type: 'contact', id }, body: { fields: { jobTitle: 'Gone' } } });
    await sync.cycle();
    const [path = ''] = await sync.server.person.list(sync.book);
    expect(await sync.server.person.get(path)).not.toMatch(/Gone/);
  });

  test('Y5: both change the same field: the policy decides, and what gave way is told', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    await ben.call('changeMySynchronization', { body: { conflicts: 'crm' } });
    const { id } = await ben.call('createRecord', contact('Anna Muster', 'anna@muster.example', { jobTitle: 'One' }));
    await sync.cycle();
    const [path = ''] = await sync.server.person.list(sync.book);
    const written = (await sync.server.person.get(path)) ?? '';
    await sync.server.person.put(path, written.replace('TITLE:One', 'TITLE:Theirs'));
    await ben.call('changeRecord', { params: { type: 'contact', id }, body: { fields: { jobTitle: 'Ours' } } });
    await sync.cycle();
    expect(await sync.server.person.get(path)).toMatch(/TITLE:Ours/);
    expect((await ben.call('listMySynchronizationHistory')).lost).toMatchObject([
      { field: 'jobTitle', side: 'mailbox', value: 'Theirs', recordId: id },
    ]);
  });

  test('Y8: a book that is empty all at once stops the cycle until a person confirms', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    for (const n of [1, 2, 3]) await ben.call('createRecord', contact(`Person ${n}`, `p${n}@muster.example`));
    await sync.cycle();
    for (const path of await sync.server.person.list(sync.book)) await sync.server.person.remove(path);
    await ben.call('changeMySynchronization', { body: { filters: [{ join: 'and', rows: [] }] } });
    await sync.cycle();
    const { account } = await ben.call('getMySynchronization');
    expect(account).toMatchObject({
      health: { state: 'asking' },
      questions: [{ kind: 'contact', reason: 'sideEmpty', side: 'mailbox', links: 3 }],
      linked: [{ count: 3 }],
    });
    await ben.call('confirmMySynchronization', { body: { kind: 'contact' } });
    await sync.cycle();
    expect((await ben.call('getMySynchronization')).account).toMatchObject({
      health: { state: 'working' },
      questions: [],
      linked: [{ count: 0 }],
    });
    expect(await sync.contacts()).toHaveLength(3);
  });

  test('Y10: an outage backs off and goes on alone; a secret that is refused waits for the person', async () => {
    await using sync = await open();
    const { ben } = sync.world;
    await sync.server.stop();
    await sync.cycle();
    expect((await ben.call('getMySynchronization')).account).toMatchObject({
      health: { state: 'failing', failures: 1 },
    });
    await sync.server.start();
    await ben.call('createRecord', contact('Anna Muster', 'anna@muster.example'));
    await sync.cycle();
    expect((await ben.call('getMySynchronization')).account?.health).toMatchObject({ state: 'working', problem: null });
    await ben.call('connectMySynchronization', {
      body: { url: sync.server.url, user: sync.server.user, secret: 'another' },
    });
    await sync.cycle();
    expect((await ben.call('getMySynchronization')).account?.health).toMatchObject({
      state: 'stopped',
      problem: 'The server does not take user name and password.',
    });
    const { steps } = await ben.call('testMySynchronization');
    expect(steps.at(-1)).toMatchObject({ step: 'auth', passed: false });
    const { code } = await ben.refused('enableMySynchronization', { body: { enabled: true } });
    expect(code).toBe('mailbox_not_ready');
    const { server } = sync;
    await ben.call('connectMySynchronization', { body: { url: server.url, user: server.user, secret: server.secret } });
    await sync.cycle();
    expect((await ben.call('getMySynchronization')).account?.health.state).toBe('working');
    expect(await server.person.list(sync.book)).toHaveLength(1);
  });
};
