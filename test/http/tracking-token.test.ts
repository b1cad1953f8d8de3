import { expect, test } from 'vitest';
import { defaultOrganizationSettings } from '../../server/domain/default-settings.ts';
import { markOwnMail } from '../../server/usecases/tokens/own-mail.ts';
import { mintToken } from '../../server/usecases/tokens/mint-token.ts';
import { fromWire } from '#shared/model/instant.ts';
import { eml } from '../support/eml.ts';
import { createAnna } from '../support/records.ts';
import { createWorld, type World } from '../support/world.ts';

const sentMail = (subject = 'Offer', extra: readonly string[] = [], id = 'offer@contoso.test') =>
  eml({ id, from: 'Ben <ben@contoso.test>', to: 'anna@fabrikam.example', subject, headers: extra });

/** Ben's tracked mail to Anna about her account, with the token it would have left with. */
const createOffer = async (world: World, settings = defaultOrganizationSettings) => {
  const { account } = await createAnna(world);
  const { activity } = await world.ben.track(sentMail(), `regarding=account:${account.id}`);
  const token = await world.store.transact(world.contoso.id, (tx) =>
    mintToken({ signer: world.app.signer }, tx, {
      settings,
      userId: world.ben.id,
      activityId: activity!.id,
      at: world.clock.now(),
    }),
  );
  return { activity: activity!, account, token: token!.text };
};

const answer = (subject: string, from = 'anna@fabrikam.example', id = 'answer@fabrikam.example') =>
  eml({ id, from, to: 'ben@contoso.test', subject });

test('T6: an answer without headers is correlated by its token, in any case, and inherits regarding', async () => {
  await using world = await createWorld();
  const { activity, account, token } = await createOffer(world);
  const { activity: found } = await world.ben.track(answer(`Re: Offer ${token.toLowerCase()}`));
  expect(found).toMatchObject({
    correlation: { method: 'token', activityId: activity.id, evidence: token },
    regarding: [{ type: 'account', id: account.id }],
    subjectChanged: false,
    flags: [],
  });
  expect(found!.why).toContain('tracking token');
});

test('T6: a stranger with a genuine token is stored, flagged, not linked, and inherits nothing', async () => {
  await using world = await createWorld();
  const { token } = await createOffer(world);
  const { activity: found } = await world.ben.track(answer(`Re: Offer ${token}`, 'mallory@evil.example'));
  expect(found).toMatchObject({ correlation: null, regarding: [], flags: ['tokenUnconfirmed'] });
});

test('T6, C8: who writes as a party, and is called forged by a server of ours, is a stranger; foreign servers say nothing', async () => {
  await using world = await createWorld();
  await world.ana.call('changeSettings', { body: { authenticationServers: ['mx.contoso.test'] } });
  const { activity, token } = await createOffer(world);
  const answerBy = async (id: string, ...results: string[]) => {
    const headers = results.map((result) => `Authentication-Results: ${result}`);
    const message = eml({ id, from: 'anna@fabrikam.example', subject: `Re: Offer ${token}`, headers });
    return (await world.ben.track(message)).activity;
  };
  const failed = 'dmarc=fail header.from=fabrikam.example';
  const unlinked = { correlation: null, regarding: [], flags: ['tokenUnconfirmed'] };
  expect(await answerBy('1@fabrikam.example', `mx.contoso.test; ${failed}`)).toMatchObject(unlinked);
  for (const [id, results] of [
    ['2@fabrikam.example', [`mx.elsewhere.example; ${failed}`]],
    ['3@fabrikam.example', ['mx.contoso.test; dmarc=pass header.from=fabrikam.example', `mx.contoso.test; ${failed}`]],
  ] as const)
    expect(await answerBy(id, ...results)).toMatchObject({ correlation: { method: 'token', activityId: activity.id } });
});

test('T6: a token that does not verify, or of another organization, says nothing', async () => {
  await using world = await createWorld();
  const { token } = await createOffer(world);
  const forged = token.replace(/.\]$/, (end) => (end.startsWith('0') ? '1]' : '0]'));
  const { activity: found } = await world.ben.track(answer(`Re: Offer ${forged}`));
  expect(found).toMatchObject({ correlation: null, regarding: [], flags: [] });
  const { activity: elsewhere } = await world.pete.track(answer(`Re: Offer ${token}`));
  expect(elsewhere).toMatchObject({ correlation: null, flags: [] });
});

test('T4: a classic token is read after the prefix changed, and after tokens were switched off', async () => {
  await using world = await createWorld();
  const settings = await world.ana.call('changeSettings', { body: { token: { mode: 'classic' } } });
  const { activity, token } = await createOffer(world, settings);
  expect(token).toBe('CRM:0001001');
  const changed = await world.ana.call('changeSettings', { body: { token: { prefix: 'Ref#', counterDigits: 5 } } });
  expect(changed.formerTokenFormats).toEqual([{ prefix: 'CRM:', userDigits: 3, counterDigits: 3 }]);
  await world.ana.call('changeSettings', { body: { token: { mode: 'off' } } });
  const { activity: found } = await world.ben.track(answer('AW: Offer crm: 0001001'));
  expect(found?.correlation).toMatchObject({ method: 'token', activityId: activity.id });
});

test('T2: settings out of bounds are refused naming the field', async () => {
  await using world = await createWorld();
  for (const [token, field] of [
    [{ prefix: '' }, 'token.prefix'],
    [{ prefix: 'x'.repeat(21) }, 'token.prefix'],
    [{ userDigits: 11 }, 'token.userDigits'],
    [{ counterDigits: 0 }, 'token.counterDigits'],
    [{ userBase: -1 }, 'token.userBase'],
  ] as const)
    expect(await world.ana.refused('changeSettings', { body: { token } })).toMatchObject({
      code: 'invalid_request',
      issues: [{ field }],
    });
});

test.each([null, '', {}, { mode: 'classic', prefix: '' }, 7, ['x']])(
  'T7: token settings as an import may leave them (%j) stop neither tracking nor sending',
  async (token) => {
    await using world = await createWorld();
    await world.store.transact(world.contoso.id, (tx) =>
      tx.organization.saveSettings({ ...defaultOrganizationSettings, token: token as never }),
    );
    const settings = await world.ana.call('getSettings');
    expect(settings.token.mode).toBe('off');
    const { created } = await world.ben.track(answer('Re: Offer [CRM-00001-0000000000000] CRM:0001001'));
    expect(created).toBe(true);
    const minted = await world.store.transact(world.contoso.id, async (tx) =>
      mintToken({ signer: world.app.signer }, tx, {
        settings: await tx.organization.settings(),
        userId: world.ben.id,
        activityId: 'a',
        at: world.clock.now(),
      }),
    );
    expect(minted).toBeNull();
  },
);

test('C2: our own mail under a rewritten Message-ID is the same mail, and answers to either id belong to it', async () => {
  await using world = await createWorld();
  const { activity } = await createOffer(world);
  const date = fromWire(activity.sentAt!);
  const mark = markOwnMail({ signer: world.app.signer }, world.contoso.id, {
    messageId: '<offer@contoso.test>',
    from: [{ address: 'ben@contoso.test', name: null }],
    date,
  });
  const copy = sentMail('Offer', [`${mark.name}: ${mark.value}`], 'rewritten@provider.test');
  const again = await world.ben.track(copy);
  expect(again).toMatchObject({ created: false, activity: { id: activity.id } });
  const asked = await world.ben.call('getTracking', { params: { internetMessageId: '<rewritten@provider.test>' } });
  expect(asked).toMatchObject({ state: 'tracked', activityId: activity.id });
  for (const [n, id] of ['offer@contoso.test', 'rewritten@provider.test'].entries()) {
    const reply = eml({
      id: `answer-${n}@fabrikam.example`,
      from: 'anna@fabrikam.example',
      to: 'ben@contoso.test',
      headers: [`In-Reply-To: <${id}>`],
    });
    expect((await world.ben.track(reply)).activity?.correlation).toMatchObject({
      method: 'inReplyTo',
      activityId: activity.id,
    });
  }
});

test('A23: the second header of another mail, of another organization or made up means nothing', async () => {
  await using world = await createWorld();
  const { activity } = await createOffer(world);
  const facts = { messageId: '<offer@contoso.test>', date: fromWire(activity.sentAt!) };
  const signed = (organizationId: string, address: string) =>
    markOwnMail({ signer: world.app.signer }, organizationId, { ...facts, from: [{ address, name: null }] }).value;
  const values = [
    signed(world.fabrikam.id, 'ben@contoso.test'),
    signed(world.contoso.id, 'mallory@evil.example'),
    '<offer@contoso.test> 0000000000000',
    '<offer@contoso.test>',
  ];
  for (const [n, value] of values.entries()) {
    const copy = sentMail('Offer', [`X-Correspond-Id: ${value}`], `copy-${n}@provider.test`);
    expect((await world.ben.track(copy)).activity?.id).not.toBe(activity.id);
  }
});

test('T5: administrators see whose counter is used to 90 %, and nobody else asks', async () => {
  await using world = await createWorld();
  const classic = { mode: 'classic', counterDigits: 1 } as const;
  await world.ana.call('changeSettings', { body: { token: classic } });
  const settings = await world.ana.call('getSettings');
  const mint = (times: number) =>
    world.store.transact(world.contoso.id, async (tx) => {
      const mail = { settings, userId: world.ben.id, activityId: 'a', at: world.clock.now() };
      for (let n = 0; n < times; n += 1) await mintToken({ signer: world.app.signer }, tx, mail);
    });
  const near = async () => (await world.ana.call('listUsedUpTokens')).items;
  await mint(8);
  expect(await near()).toEqual([]);
  await mint(1);
  expect(await near()).toMatchObject([{ user: { id: world.ben.id }, used: 9, capacity: 9 }]);
  expect(await world.ben.refused('listUsedUpTokens')).toMatchObject({ code: 'not_permitted' });
  await mint(1);
  expect(await near()).toEqual([]);
});
