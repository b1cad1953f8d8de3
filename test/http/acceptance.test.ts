import { expect, test } from 'vitest';
import type { Acceptance } from '#shared/model/router-settings.ts';
import { nextToken } from '../../server/usecases/tokens/mint-token.ts';
import { eml } from '../support/eml.ts';
import { addRecord } from '../support/records.ts';
import { acceptAll, activities, check, deliver, outcomes, reply } from '../support/router.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

const accepts = (caller: Caller, acceptance: Acceptance) => caller.call('changeMySettings', { body: { acceptance } });

/** Somebody of each kind who may write, by the address they write from. */
const addSenders = async (world: World) => {
  await world.ana.call('declareRecordType', {
    params: { type: 'supplier' },
    body: { label: 'Supplier', pluralLabel: 'Suppliers', fields: [] },
  });
  for (const type of ['contact', 'lead', 'account', 'supplier'])
    await addRecord(world, world.ben, type, { name: `The ${type}`, addresses: [`${type}@fabrikam.example`] });
  // A mail of Ben's that an answer continues.
  await world.ben.track(eml());
};

test('A2, A3: each option of a user takes what it says, of each kind of sender, and answers to tracked mail in any case', async () => {
  await using world = await createWorld();
  await addSenders(world);
  const table: readonly [Acceptance, stranger: number, supplier: number, known: number][] = [
    ['all', 6, 6, 6],
    ['anyRecord', 7, 5, 5],
    ['known', 7, 7, 5],
    ['replies', 1, 1, 1],
    ['none', 3, 3, 3],
  ];
  const from = async (sender: string) => {
    const mail = eml({ id: `${sender}-1@fabrikam.example`, from: `${sender}@fabrikam.example` });
    const { code, promote } = await check(world.ana, mail);
    expect(promote).toBe([2, 5, 6].includes(code));
    return code;
  };
  for (const [option, stranger, supplier, known] of table) {
    await accepts(world.ben, option);
    const found = [await from('stranger'), await from('supplier')];
    for (const type of ['contact', 'lead', 'account']) found.push(await from(type));
    expect([option, ...found]).toEqual([option, stranger, supplier, known, known, known]);
    expect(await check(world.ana, eml(reply))).toMatchObject({ promote: true, code: 2 });
  }
});

test('A2: a queue takes all by default and a user answers alone; with the organization switched off nobody takes anything', async () => {
  await using world = await createWorld();
  await addRecord(world, world.ana, 'queue', { name: 'Sales', addresses: ['sales@contoso.test'] });
  await world.ben.track(eml());
  const toQueue = eml({ id: 'q@fabrikam.example', to: 'sales@contoso.test' });
  const toUser = eml({ id: 'u@fabrikam.example' });
  const asked = async () =>
    (await Promise.all([check(world.ana, toQueue, 'mailbox=sales@contoso.test'), check(world.ana, toUser)])).map(
      ({ code }) => code,
    );
  expect(await asked()).toEqual([6, 1]);
  await world.ana.call('changeSettings', { body: { trackEmail: false } });
  expect(await asked()).toEqual([3, 3]);
  expect(await deliver(world.ana, eml(reply))).toMatchObject({ promote: false, code: 3, created: false });
  expect(await activities(world.ben)).toHaveLength(1);
});

test('A3: mail to several is taken when one of them accepts it, or by setting when the owner of the mailbox does', async () => {
  await using world = await createWorld();
  await acceptAll(world.carla);
  const mail = (id: string) => eml({ id: `${id}@fabrikam.example`, to: 'ben@contoso.test, carla@contoso.test' });
  expect(await deliver(world.ana, mail('any'))).toMatchObject({ promote: true, code: 6 });
  expect([(await activities(world.ben)).length, (await activities(world.carla)).length]).toEqual([0, 1]);
  await world.ana.call('changeSettings', { body: { unsolicitedBy: 'readingMailbox' } });
  expect(await deliver(world.ana, mail('his'))).toMatchObject({ promote: false, code: 1 });
  expect(await deliver(world.ana, mail('hers'), 'mailbox=carla@contoso.test')).toMatchObject({
    promote: true,
    code: 6,
  });
});

test('A3: a token of another organization, forged or of no mail makes a mail no less unsolicited, and is evidence on its line', async () => {
  await using world = await createWorld();
  const { signer } = world.app;
  const foreign = await world.store.transact(world.fabrikam.id, async (tx) =>
    nextToken({ signer }, tx, {
      settings: await tx.organization.settings(),
      userId: world.pete.id,
      at: world.clock.now(),
    }),
  );
  const token = foreign?.text ?? '';
  const forged = token.replace(/.\]$/, (end) => (end.startsWith('0') ? '1]' : '0]'));
  for (const [index, subject] of [`Re: Offer ${token}`, `Re: Offer ${forged}`].entries()) {
    expect(await deliver(world.ana, eml({ id: `${index}@fabrikam.example`, subject }))).toMatchObject({ code: 1 });
    expect((await outcomes(world.ben))[0]).toMatchObject({ code: 1, evidence: { token: 'token-invalid' } });
    world.clock.advance(1_000);
  }
  await acceptAll(world.ben);
  expect(await deliver(world.ana, eml({ id: 'taken@fabrikam.example', subject: `Re: Offer ${token}` }))).toMatchObject({
    code: 6,
    created: true,
  });
  expect((await outcomes(world.ben))[0]).toMatchObject({ code: 6, evidence: { token: 'token-invalid' } });
  world.clock.advance(1_000);
  await deliver(world.ana, eml({ id: 'plain@fabrikam.example', subject: 'Without a token' }));
  expect((await outcomes(world.ben))[0]?.evidence).not.toHaveProperty('token');
});

test('A6: mail between users is ignored by default, and an answer of theirs inside a tracked conversation is recorded', async () => {
  await using world = await createWorld();
  await acceptAll(world.carla);
  const between = { from: 'ben@contoso.test', to: 'carla@contoso.test' };
  const ignored = await deliver(world.ana, eml({ id: 'i@contoso.test', ...between }), 'mailbox=carla@contoso.test');
  expect(ignored).toMatchObject({ promote: false, code: 4, activityId: null });
  expect(await activities(world.carla)).toEqual([]);
  await world.ben.track(eml({ to: 'ben@contoso.test, carla@contoso.test' }));
  const answer = eml({ ...between, ...reply, id: 'a@contoso.test', subject: 'Re: Quote for pumps' });
  expect(await deliver(world.ana, answer, 'mailbox=carla@contoso.test')).toMatchObject({ promote: true, code: 2 });
});

test('A7: mail whose outsiders are all excluded is stored in no form, whether organization or user excludes them', async () => {
  await using world = await createWorld();
  await acceptAll(world.ben);
  await acceptAll(world.carla);
  await world.ana.call('changeSettings', { body: { exclusions: ['rival.example'] } });
  await world.ben.call('changeMySettings', { body: { exclusions: ['wife@home.example'] } });
  const mail = (id: string, from: string, to = 'ben@contoso.test') =>
    eml({ id: `${id}@x.example`, from, to, subject: 'Okapi', text: 'Okapi' });
  expect(await deliver(world.ana, mail('1', 'boss@rival.example'))).toMatchObject({ code: 103, activityId: null });
  expect(await deliver(world.ana, mail('2', 'wife@home.example'))).toMatchObject({ code: 103, activityId: null });
  const both = mail('3', 'wife@home.example', 'ben@contoso.test, carla@contoso.test');
  expect(await deliver(world.ana, both)).toMatchObject({ promote: true, code: 6 });
  expect([(await activities(world.ben)).length, (await activities(world.carla)).length]).toEqual([0, 1]);
  const lines = JSON.stringify((await outcomes(world.ben)).filter(({ code }) => code === 103));
  expect(lines).not.toMatch(/rival|wife|Okapi/);
});
