import { expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { eml } from '../support/eml.ts';
import { addRecord, createAnna } from '../support/records.ts';
import { type Caller, createWorld, type World } from '../support/world.ts';

export type NewStore = () => Promise<Partial<AppOptions>>;

const trackingOf = (caller: Caller, internetMessageId: string) =>
  caller.call('getTracking', { params: { internetMessageId } });

const idsOn = async (caller: Caller, query: { party?: string; regarding?: string; address?: string; q?: string }) =>
  (await caller.call('listActivities', { query })).items.map(({ id }) => id);

/** Track in CRM over HTTP, on the engine that `newStore` opens. */
export const promotionContract = (newStore: NewStore): void => {
  const open = async (): Promise<World> => createWorld(await newStore());

  test('P1: untracked, then tracked, the same for everybody who may see it', async () => {
    await using world = await open();
    expect(await trackingOf(world.ben, '<quote-1@fabrikam.example>')).toMatchObject({ state: 'untracked' });
    const answer = await world.ben.track(eml(), 'visibility=organization');
    expect(answer).toMatchObject({ created: true, outcome: { code: 110, reason: 'promotedByHand' } });
    for (const caller of [world.ben, world.carla])
      expect(await trackingOf(caller, 'quote-1@fabrikam.example')).toMatchObject({
        state: 'tracked',
        activityId: answer.activity!.id,
        trackedBy: [{ user: { name: 'Ben Carter' } }],
      });
    expect(await trackingOf(world.olga, '<quote-1@fabrikam.example>')).toMatchObject({ state: 'untracked' });
  });

  test('P19: the mail stands on the timeline of the matched person and of their account, without any regarding', async () => {
    await using world = await open();
    const { anna, account } = await createAnna(world);
    const { activity } = await world.ben.track(eml());
    expect(activity!.regarding).toEqual([]);
    expect(activity).toMatchObject({ direction: 'incoming', state: 'completed', status: 'received' });
    expect(await idsOn(world.ben, { party: `contact:${anna.id}` })).toEqual([activity!.id]);
    expect(await idsOn(world.ben, { party: `account:${account.id}` })).toEqual([activity!.id]);
    expect(await idsOn(world.ben, { regarding: `account:${account.id}` })).toEqual([]);
  });

  test('P19: From an alias of the person who tracks makes the mail outgoing and sent', async () => {
    await using world = await open();
    const { activity } = await world.ben.track(eml({ from: 'ben.alias@contoso.test', to: 'anna@fabrikam.example' }));
    expect(activity).toMatchObject({ direction: 'outgoing', status: 'sent', receivedAt: null });
  });

  test('P10: several regardings, the first is primary; each has the mail on its timeline', async () => {
    await using world = await open();
    const first = await addRecord(world, world.ben, 'opportunity', { name: 'Twelve pumps' });
    const second = await addRecord(world, world.ben, 'case', { name: 'Leak' });
    const query = `regarding=opportunity:${first.id}&regarding=case:${second.id}`;
    const { activity } = await world.ben.track(eml(), query);
    expect(activity!.regarding.map(({ name }) => name)).toEqual(['Twelve pumps', 'Leak']);
    expect(await idsOn(world.carla, { regarding: `case:${second.id}` })).toEqual([activity!.id]);
  });

  test('C1, C7: a reply follows the tracked mail and copies its regarding; `none` suppresses that', async () => {
    await using world = await open();
    const deal = await addRecord(world, world.ben, 'opportunity', { name: 'Twelve pumps' });
    const first = await world.ben.track(eml(), `regarding=opportunity:${deal.id}`);
    const reply = { subject: 'Re: Quote for pumps', date: 'Mon, 02 Mar 2026 09:00:00 +0000' };
    const headers = ['In-Reply-To: <quote-1@fabrikam.example>'];
    const copied = await world.ben.track(eml({ ...reply, id: 'r1@fabrikam.example', headers }));
    expect(copied.activity).toMatchObject({
      regarding: [{ id: deal.id }],
      correlation: { method: 'inReplyTo', activityId: first.activity!.id },
    });
    const alone = await world.ben.track(eml({ ...reply, id: 'r2@fabrikam.example', headers }), 'regarding=none');
    expect(alone.activity).toMatchObject({ regarding: [], correlation: { activityId: first.activity!.id } });
  });

  test('A5: the same mail ten times at once is one activity, and everybody is listed', async () => {
    await using world = await open();
    const callers = [world.ben, world.carla, world.ana];
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => callers[n % 3]!.track(eml(), 'visibility=organization')),
    );
    expect(new Set(answers.map(({ activity }) => activity!.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    const state = await trackingOf(world.ben, 'quote-1@fabrikam.example');
    expect(state.trackedBy.map(({ user }) => user.name).sort()).toEqual(['Ana Ruiz', 'Ben Carter', 'Carla Weiss']);
  });

  test('A5: another From or Date under the same Message-ID is a second activity that inherits nothing', async () => {
    await using world = await open();
    const deal = await addRecord(world, world.ben, 'opportunity', { name: 'Twelve pumps' });
    const first = await world.ben.track(eml(), `regarding=opportunity:${deal.id}`);
    const second = await world.ben.track(eml({ date: 'Mon, 02 Mar 2026 08:00:01 +0000' }));
    expect(second.activity!.id).not.toBe(first.activity!.id);
    expect(second.activity).toMatchObject({ flags: ['messageIdReused'], regarding: [] });
    expect(await trackingOf(world.ben, 'quote-1@fabrikam.example')).toMatchObject({ activityId: first.activity!.id });
  });

  test('P17: a better source replaces the stored one, byte for byte, and a worse one does not', async () => {
    await using world = await open();
    const parts = {
      internetMessageId: '<quote-1@fabrikam.example>',
      subject: 'Quote for pumps',
      sentAt: '2026-03-02T08:00:00Z',
      from: { address: 'anna@fabrikam.example', name: 'Anna Berg' },
      to: [{ address: 'ben@contoso.test' }],
      text: 'Please send us a quote for twelve pumps.',
      source: 'metadata' as const,
    };
    const rebuilt = await world.ben.call('promote', { body: parts });
    expect(rebuilt.activity).toMatchObject({ source: 'metadata' });
    const original = eml();
    const better = await world.ben.track(original);
    expect(better).toMatchObject({ created: false, outcome: { code: 0, reason: 'duplicate' } });
    expect(better.activity).toMatchObject({ id: rebuilt.activity!.id, source: 'original' });
    await world.ben.call('promote', { body: { ...parts, source: 'reconstructed' } });
    const source = await world.ben.fetch(`/activities/${better.activity!.id}/source`);
    expect(await source.text()).toBe(original);
    expect(source.headers.get('content-type')).toContain('message/rfc822');
    expect(source.headers.get('content-disposition')).toContain('attachment');
  });

  test('P2, P3: untracking takes away one’s own tracking only, keeps the activity, and can be undone', async () => {
    await using world = await open();
    const mine = await world.ben.track(eml(), 'visibility=organization');
    await world.carla.track(eml(), 'visibility=organization');
    const promotionId = mine.promotion!.id;
    await world.carla.refused('untrack', { params: { promotionId } });
    const refusal = await world.ben.refused('untrack', { params: { promotionId }, query: { activity: 'delete' } });
    expect(refusal).toMatchObject({ status: 409, code: 'tracked_by_others' });
    const kept = await world.ben.call('untrack', { params: { promotionId } });
    expect(kept).toMatchObject({ activity: 'kept', trackedBy: [{ user: { name: 'Carla Weiss' } }] });
    expect((await trackingOf(world.ben, 'quote-1@fabrikam.example')).trackedBy).toHaveLength(1);
    await world.ben.call('restorePromotion', { params: { promotionId } });
    expect((await trackingOf(world.ben, 'quote-1@fabrikam.example')).trackedBy).toHaveLength(2);
  });

  test('O10: what one deletes can be restored for 30 days, and not a moment longer', async () => {
    await using world = await open();
    const { promotion, activity } = await world.ben.track(eml());
    const params = { promotionId: promotion!.id };
    await world.ben.call('untrack', { params, query: { activity: 'delete' } });
    expect(await world.ben.refused('getActivity', { params: { activityId: activity!.id } })).toMatchObject({
      status: 404,
    });
    world.clock.advance(30 * 86_400_000);
    await world.ben.call('restorePromotion', { params });
    expect(await trackingOf(world.ben, 'quote-1@fabrikam.example')).toMatchObject({ state: 'tracked' });
    await world.ben.call('untrack', { params, query: { activity: 'delete' } });
    world.clock.advance(30 * 86_400_000 + 1);
    expect(await world.ben.refused('restorePromotion', { params })).toMatchObject({ code: 'restore_expired' });
  });

  test('O9: what one tracks privately is nowhere for another, who tracks it as if first', async () => {
    await using world = await open();
    const deal = await addRecord(world, world.ben, 'opportunity', { name: 'Secret deal' });
    const secret = await world.ben.track(eml(), `visibility=private&regarding=opportunity:${deal.id}`);
    const id = secret.activity!.id;
    expect(await trackingOf(world.carla, 'quote-1@fabrikam.example')).toMatchObject({ state: 'untracked' });
    expect(await world.carla.refused('getActivity', { params: { activityId: id } })).toMatchObject({ status: 404 });
    expect(await idsOn(world.carla, { regarding: `opportunity:${deal.id}` })).toEqual([]);
    expect(await idsOn(world.carla, { q: 'pumps' })).toEqual([]);
    const hers = await world.carla.track(eml());
    expect(hers).toMatchObject({
      created: true,
      outcome: { code: 110 },
      trackedBy: [{ user: { name: 'Carla Weiss' } }],
    });
    expect(hers.activity!.regarding).toEqual([]);
    expect(hers.activity!.why).not.toContain('Ben');
    const gone = { params: { promotionId: hers.promotion!.id }, query: { activity: 'delete' as const } };
    expect(await world.carla.call('untrack', gone)).toMatchObject({ activity: 'deleted', trackedBy: [] });
    expect(await trackingOf(world.ben, 'quote-1@fabrikam.example')).toMatchObject({ state: 'tracked', activityId: id });
  });

  test('O1: by default those who may read the regarding record see the mail, else only who tracked it', async () => {
    await using world = await open();
    const open1 = await addRecord(world, world.ben, 'opportunity', { name: 'Open' });
    const closed = await addRecord(world, world.ben, 'opportunity', { name: 'Closed', access: 'owner' });
    const seen = await world.ben.track(eml({ id: 'a@x.example' }), `regarding=opportunity:${open1.id}`);
    const hidden = await world.ben.track(eml({ id: 'b@x.example' }), `regarding=opportunity:${closed.id}`);
    const none = await world.ben.track(eml({ id: 'c@x.example' }));
    const visible = (await world.carla.call('listActivities', {})).items.map(({ id }) => id);
    expect(visible).toEqual([seen.activity!.id]);
    expect(visible).not.toContain(hidden.activity!.id);
    expect(visible).not.toContain(none.activity!.id);
  });

  test('P13: a delegate’s tracking names actor and principal', async () => {
    await using world = await open();
    const { activity } = await world.carla.track(eml(), 'onBehalfOf=ben@contoso.test&visibility=organization');
    expect(activity!.trackedBy).toMatchObject([{ user: { name: 'Ben Carter' }, actor: { name: 'Carla Weiss' } }]);
  });

  test('P8: attachments and quoted text can be left out; then the source is no longer the original', async () => {
    await using world = await open();
    const text = 'New words.\r\n\r\nOn Mon, 2 Mar 2026 Ben wrote:\r\n> old words\r\n> older words';
    const { activity } = await world.ben.track(eml({ text }), 'quotedText=remove');
    expect(activity).toMatchObject({ source: 'reconstructed', flags: ['quotedTextRemoved'] });
    const detail = await world.ben.call('getActivity', { params: { activityId: activity!.id } });
    expect(detail.text).toContain('New words.');
    expect(detail.text).not.toContain('older words');
    const again = await world.ben.track(eml({ text }));
    expect(again.activity!.id).toBe(activity!.id);
  });

  test('P1: the answer to a new promotion is what the activity says when it is read', async () => {
    await using world = await open();
    await createAnna(world);
    const deal = await addRecord(world, world.ben, 'opportunity', { name: 'Twelve pumps' });
    const closed = await addRecord(world, world.ben, 'case', { name: 'Closed', access: 'owner' });
    for (const name of ['Ines Falk', 'Ines Falk (old)'])
      await addRecord(world, world.ben, 'contact', { name, addresses: ['ines@fabrikam.example'] });
    const reply = { subject: 'Re: Quote for pumps', headers: ['In-Reply-To: <quote-1@fabrikam.example>'] };
    const attached = `${eml({ id: 'a@x.example', headers: ['Content-Type: multipart/mixed; boundary=b'], text: '' })}
--b\r\n\r\nSee below.\r\n--b\r\nContent-Type: application/pdf; name="a b.pdf"\r\n
JVBERi0=\r\n--b--\r\n`;
    const asked: readonly (readonly [message: string, query: string])[] = [
      [eml(), `regarding=opportunity:${deal.id}&regarding=case:${closed.id}&regarding=opportunity:${deal.id}`],
      [eml({ ...reply, id: 'r1@x.example' }), 'visibility=organization'],
      [eml({ ...reply, id: 'r2@x.example', subject: 'Something else' }), ''],
      [eml({ ...reply, id: 'r3@x.example', from: 'stranger@evil.example' }), 'regarding=none&visibility=private'],
      [eml({ id: 'o@x.example', from: 'ben.alias@contoso.test', to: 'ines@fabrikam.example' }), ''],
      [eml({ id: 'i@x.example', from: 'Ines <ines@fabrikam.example>' }), 'onBehalfOf=carla@contoso.test'],
      [eml({ id: 's@x.example', subject: '=?utf-16be?B?2D0APg==?= half a sign' }), ''],
      [attached, ''],
    ];
    const told: (string | undefined)[] = [];
    for (const [message, query] of asked) {
      const { activity, created, trackedBy } = await world.ben.track(message, query);
      expect(created).toBe(true);
      const { text, html, remoteSources, threadId, notes, ...read } = await world.ben.call('getActivity', {
        params: { activityId: activity!.id },
      });
      expect([text, html, remoteSources, threadId, notes]).not.toContain(undefined);
      expect(activity).toEqual(read);
      expect(trackedBy).toEqual(read.trackedBy);
      told.push(
        ...read.parties.map(({ resolution }) => resolution.kind),
        read.correlation?.method,
        ...read.attachments.map(({ name }) => name),
      );
    }
    expect(told).toEqual(expect.arrayContaining(['resolved', 'ambiguous', 'unresolved', 'inReplyTo', 'a b.pdf']));
  });

  test('Idempotency-Key: the same request is answered once, another under the same key is refused', async () => {
    await using world = await open();
    const post = (body: string) =>
      world.ben.fetch('/promotions', {
        method: 'POST',
        headers: { 'content-type': 'message/rfc822', 'idempotency-key': 'k1' },
        body,
      });
    expect((await post(eml())).status).toBe(201);
    expect((await post(eml())).status).toBe(201);
    const other = await post(eml({ id: 'other@x.example' }));
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({ code: 'idempotency_key_reused' });
    expect((await world.ben.call('listActivities', {})).items).toHaveLength(1);
  });

  test('A4 106: what cannot be read is held with its bytes, found by its Message-ID, and can be discarded', async () => {
    await using world = await open();
    const broken = eml({ headers: [`X-Long: ${'x'.repeat(110 * 1024)}`] });
    const response = await world.ben.fetch('/promotions', {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: broken,
    });
    expect(response.status).toBe(202);
    const answer = (await response.json()) as { held: { id: string } };
    expect(answer).toMatchObject({ activity: null, created: false, outcome: { code: 106, reason: 'unreadable' } });
    expect(await trackingOf(world.ben, 'quote-1@fabrikam.example')).toMatchObject({ state: 'failed' });
    expect(await trackingOf(world.carla, 'quote-1@fabrikam.example')).toMatchObject({ state: 'untracked' });
    const source = await world.ben.fetch(`/undeliverable/${answer.held.id}/source`);
    expect(await source.text()).toBe(broken);
    await world.carla.refused('discardUndeliverable', { params: { holdId: answer.held.id } });
    await world.ben.call('discardUndeliverable', { params: { holdId: answer.held.id } });
    expect((await world.ben.call('listUndeliverable', {})).items).toEqual([]);
  });

  test('an unknown or unreadable regarding is refused by name, and nothing is stored', async () => {
    await using world = await open();
    const theirs = await addRecord(world, world.pete, 'opportunity', { name: 'Of Fabrikam' });
    const post = (query: string) =>
      world.ben.fetch(`/promotions?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'message/rfc822' },
        body: eml(),
      });
    const foreign = await post(`regarding=opportunity:${theirs.id}`);
    expect(foreign.status).toBe(404);
    expect(await foreign.json()).toMatchObject({ code: 'record_not_found', issues: [{ field: 'regarding' }] });
    expect((await post('regarding=nonsense')).status).toBe(400);
    expect(await trackingOf(world.ben, 'quote-1@fabrikam.example')).toMatchObject({ state: 'untracked' });
  });
};
