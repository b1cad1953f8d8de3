import { expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import type { Visibility } from '#shared/model/activity.ts';
import type { RecordAccess } from '#shared/model/record.ts';
import { maySeeActivity } from '../../server/domain/activity/visibility.ts';
import { eml } from '../support/eml.ts';
import { messageCopies } from '../support/message-copies.ts';
import { addRecord } from '../support/records.ts';
import { createWorld, type World } from '../support/world.ts';

const guid = [1, 0xd9, 0x10, 0x22, 0x33, 0x44, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const threadIndex = (...block: number[]) => `Thread-Index: ${Buffer.from([...guid, ...block]).toString('base64')}`;

const records = (parties: readonly { role: string; resolution: { kind: string; record?: { name: string } } }[]) =>
  parties.map(({ role, resolution }) => `${role} ${resolution.record?.name ?? resolution.kind}`);

/** Matching, correlation, identity and visibility as they come out over HTTP, on the engine that `newStore` opens. */
export const routingContract = (newStore: () => Promise<Partial<AppOptions>>): void => {
  const open = async (): Promise<World> => createWorld(await newStore());

  test('A5: of every ordered pair of copies the second is a duplicate, and the better source stays', async () => {
    await using world = await open();
    const names = Object.keys(messageCopies);
    const pairs = names.flatMap((first) => names.filter((name) => name !== first).map((second) => [first, second]));
    const seen: string[] = [];
    for (const [n, [first = '', second = '']] of pairs.entries()) {
      const id = `copy-${n}@fabrikam.example`;
      const one = await messageCopies[first]!.track(world.ben, id);
      const two = await messageCopies[second]!.track(world.carla, id);
      const best = [messageCopies[first]!.rung, messageCopies[second]!.rung].includes('original')
        ? 'original'
        : 'reconstructed';
      const same = one.created && one.activity!.id === two.activity!.id && two.activity!.source === best;
      if (!same) seen.push(`${first}, then ${second}: ${two.activity!.source}`);
    }
    expect(seen).toEqual([]);
    expect(pairs).toHaveLength(30);
  });

  test('A5: two people track a standing mail ten times at once, in every form: one promotion each, the best source', async () => {
    await using world = await open();
    for (let round = 0; round < 5; round += 1) {
      const id = `at-once-${round}@fabrikam.example`;
      const copies = Object.values(messageCopies);
      const first = await messageCopies['metadata only']!.track(world.ana, id);
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          copies[(n + round) % copies.length]!.track(n % 2 === 0 ? world.ben : world.carla, id),
        ),
      );
      expect(new Set(answers.map((answer) => answer.activity!.id))).toEqual(new Set([first.activity!.id]));
      expect(new Set(answers.map(({ promotion }) => promotion!.id)).size).toBe(2);
      const { activity } = await world.ben.call('getTracking', { params: { internetMessageId: id } });
      expect(activity).toMatchObject({ source: 'original' });
      expect(records(activity!.parties)).toEqual(expect.arrayContaining(['from unresolved', 'to Ben Carter']));
    }
  });

  test('C1: a conversation index alone links a mail to the newest of its conversation', async () => {
    await using world = await open();
    await world.ben.track(eml({ id: '1@fabrikam.example', headers: [threadIndex()] }));
    const later = { date: 'Mon, 02 Mar 2026 09:00:00 +0000', headers: [threadIndex(1, 2, 3, 4, 5)] };
    const second = await world.ben.track(eml({ id: '2@fabrikam.example', ...later }));
    const third = await world.ben.track(eml({ id: '3@fabrikam.example', headers: [threadIndex(6, 7, 8, 9, 9)] }));
    expect(second.activity!.correlation).toMatchObject({ method: 'conversationIndex' });
    expect(third.activity!.correlation).toMatchObject({ activityId: second.activity!.id });
  });

  test('C8: a stranger who cites a tracked mail is neither linked nor inherits its regarding', async () => {
    await using world = await open();
    const deal = await addRecord(world, world.ben, 'opportunity', { name: 'Twelve pumps' });
    await world.ben.track(eml(), `regarding=opportunity:${deal.id}`);
    const { activity } = await world.ben.track(
      eml({ id: 'x@evil.example', from: 'eve@evil.example', headers: ['In-Reply-To: <quote-1@fabrikam.example>'] }),
    );
    expect(activity).toMatchObject({ regarding: [], correlation: null, flags: ['correlationUnconfirmed'] });
  });

  test('C3, C7: an old correlation, or a changed subject, offers the regarding instead of setting it', async () => {
    await using world = await open();
    const deal = await addRecord(world, world.ben, 'opportunity', { name: 'Twelve pumps' });
    await world.ben.track(eml(), `regarding=opportunity:${deal.id}`);
    const headers = ['In-Reply-To: <quote-1@fabrikam.example>'];
    const changed = await world.ben.track(eml({ id: 'c@fabrikam.example', subject: 'Lunch', headers }));
    expect(changed.activity).toMatchObject({
      regarding: [],
      subjectChanged: true,
      offeredRegarding: [{ id: deal.id }],
    });
    const late = { id: 'l@fabrikam.example', subject: 'Re: Quote for pumps', date: 'Mon, 31 Aug 2026 08:00:01 +0000' };
    const old = await world.ben.track(eml({ ...late, headers }));
    expect(old.activity).toMatchObject({ regarding: [], offeredRegarding: [{ id: deal.id }] });
  });

  test('C2: ids are equal or not; nothing is read out of them', async () => {
    await using world = await open();
    const { activity } = await world.ben.track(eml());
    for (const id of [activity!.id, 'QUOTE-1@fabrikam.example', 'quote-1@fabrikam.example.evil.example']) {
      const reply = eml({ id: `re-${id}`, headers: [`In-Reply-To: <${id}>`, `References: <${id}>`] });
      expect((await world.ben.track(reply)).activity!.correlation).toBeNull();
    }
  });

  test('R3: 100 contacts with one address are asked about, 101 leave it unresolved', async () => {
    await using world = await open();
    const share = async (n: number) =>
      addRecord(world, world.ben, 'contact', { name: `C${n}`, addresses: ['x@y.example'] });
    for (let n = 1; n <= 100; n += 1) await share(n);
    const hundred = await world.ben.track(eml({ id: 'a@y.example', from: 'x@y.example' }));
    expect(hundred.activity!.parties[0]!.resolution).toMatchObject({ kind: 'ambiguous' });
    expect(hundred.activity!.parties[0]!.resolution.candidates).toHaveLength(100);
    await share(101);
    const more = await world.ben.track(eml({ id: 'b@y.example', from: 'x@y.example' }));
    expect(more.activity!.parties[0]!.resolution).toEqual({ kind: 'unresolved' });
  });

  test('R4, R5: all matches of a recipient become parties; a sender with two is ambiguous', async () => {
    await using world = await open();
    await addRecord(world, world.ben, 'contact', { name: 'Anna', addresses: ['info@fabrikam.example'] });
    await addRecord(world, world.ben, 'contact', { name: 'Bob', addresses: ['info@fabrikam.example'] });
    const sent = await world.ben.track(
      eml({ id: '1@contoso.test', from: 'ben@contoso.test', to: 'info@fabrikam.example' }),
    );
    expect(records(sent.activity!.parties)).toEqual(['from Ben Carter', 'to Anna', 'to Bob']);
    const received = await world.ben.track(eml({ id: '2@fabrikam.example', from: 'info@fabrikam.example' }));
    expect(records(received.activity!.parties)).toEqual(['from ambiguous', 'to Ben Carter']);
  });

  test('R2: a record of the mailbox owner wins over rank', async () => {
    await using world = await open();
    await addRecord(world, world.ben, 'contact', { name: 'Of Ben', addresses: ['x@y.example'] });
    await addRecord(world, world.carla, 'lead', { name: 'Of Carla', addresses: ['x@y.example'] });
    const byBen = await world.ben.track(eml({ id: '1@y.example', from: 'x@y.example' }));
    const byCarla = await world.carla.track(eml({ id: '2@y.example', from: 'x@y.example' }));
    expect(records(byBen.activity!.parties)[0]).toBe('from Of Ben');
    expect(records(byCarla.activity!.parties)[0]).toBe('from Of Carla');
  });

  test('R10: a reply belongs to the recipient who owns the mail it follows', async () => {
    await using world = await open();
    const first = await world.carla.track(eml({ to: 'carla@contoso.test' }), 'visibility=organization');
    expect(first.activity!.owner).toMatchObject({ name: 'Carla Weiss' });
    const reply = eml({
      id: 'r@fabrikam.example',
      to: 'ben@contoso.test, carla@contoso.test',
      headers: ['In-Reply-To: <quote-1@fabrikam.example>'],
    });
    expect((await world.ben.track(reply)).activity!.owner).toMatchObject({ name: 'Carla Weiss' });
    const unrelated = eml({ id: 'u@fabrikam.example', to: 'ben@contoso.test, carla@contoso.test' });
    expect((await world.carla.track(unrelated)).activity!.owner).toMatchObject({ name: 'Ben Carter' });
  });

  test('O9: a reply to what another tracked privately tells nothing of it', async () => {
    await using world = await open();
    const deal = await addRecord(world, world.ana, 'opportunity', { name: 'Secret' });
    const secret = await world.ana.track(eml(), `visibility=private&regarding=opportunity:${deal.id}`);
    const headers = ['In-Reply-To: <quote-1@fabrikam.example>'];
    const reply = await world.ben.track(eml({ id: 'r@fabrikam.example', headers }));
    const stranger = await world.ben.track(eml({ id: 's@evil.example', from: 'eve@evil.example', headers }));
    for (const { activity } of [reply, stranger]) {
      expect(activity).toMatchObject({ correlation: null, regarding: [], offeredRegarding: [], flags: [] });
      expect(activity!.why).toContain('it follows no tracked mail');
      expect(JSON.stringify(activity)).not.toContain(secret.activity!.id);
    }
    expect((await world.ana.track(eml({ id: 't@fabrikam.example', headers }))).activity).toMatchObject({
      correlation: { activityId: secret.activity!.id },
    });
  });

  test('O1, O9: who sees a tracked mail over HTTP is who the rule says', async () => {
    await using world = await open();
    const { ana, ben, carla } = world;
    const visibilities: Visibility[] = ['private', 'organization', 'team', 'regarding'];
    const accesses: (RecordAccess | 'none')[] = ['organization', 'owner', 'none'];
    const wrong: string[] = [];
    for (const visibility of visibilities)
      for (const access of accesses) {
        const record = access === 'none' ? null : await addRecord(world, ben, 'opportunity', { name: access, access });
        const regarding = record === null ? '' : `&regarding=opportunity:${record.id}`;
        const mail = eml({ id: `${visibility}-${access}@fabrikam.example` });
        const { activity } = await ben.track(mail, `visibility=${visibility}${regarding}`);
        for (const reader of [ana, ben, carla]) {
          const promotion = { userId: ben.id, actorId: ben.id, teamIds: [], visibility };
          const facts = access === 'none' ? [] : [{ access, ownerId: ben.id, ownerTeamIds: [] }];
          const expected = maySeeActivity({ userId: reader.id, teamIds: [] }, [{ ...promotion, regarding: facts }]);
          const { status } = await reader.ask('getActivity', { params: { activityId: activity!.id } });
          const listed = await reader.call('listActivities', {
            query: { address: 'anna@fabrikam.example', limit: 100 },
          });
          const inList = listed.items.some(({ id }) => id === activity!.id);
          if ((status === 200) !== expected || inList !== expected)
            wrong.push(`${reader.email} ${visibility} ${access}: ${status}, listed ${inList}, rule ${expected}`);
        }
      }
    expect(wrong).toEqual([]);
  });
};
