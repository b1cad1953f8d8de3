import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppOptions } from '../../server/app.ts';
import { freshSchemas } from '../support/fresh-schema.ts';
import { acceptAll, deliver } from '../support/router.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts';
import { createWorld } from '../support/world.ts';

const support = 'support@contoso.test';
const newSchema = await freshSchemas();
const stores = {
  SQLite: (): Promise<Partial<AppOptions>> => Promise.resolve({}),
  PostgreSQL: async (): Promise<Partial<AppOptions>> => ({
    store: { engine: 'postgres', url: await newSchema(), connections: 4 },
  }),
};
const engines = ['SQLite', 'PostgreSQL'] as const;

let server: ScriptedSmtp;
beforeAll(async () => {
  server = await startScriptedSmtp({});
});
afterAll(() => server.stop());

test.each(engines)(
  'P20: on %s an administrator gives a user no address of a queue or of another user, and hears which it is',
  async (engine) => {
    await using world = await createWorld(await stores[engine]());
    const { ana, ben, carla } = world;
    await ana.call('createRecord', { params: { type: 'queue' }, body: { name: 'Support', addresses: [support] } });
    const give = (address: string) => ({
      params: { userId: ben.id },
      body: { addresses: ['ben.b@contoso.test', address] },
    });
    for (const address of [support, carla.email])
      expect(await ana.refused('changeUser', give(address))).toMatchObject({
        code: 'conflict',
        detail: expect.stringContaining(address) as string,
        issues: [{ field: 'addresses' }],
      });
    const newcomer = { email: 'dora@contoso.test', addresses: [support] };
    expect(await ana.refused('addUser', { body: newcomer })).toMatchObject({
      code: 'already_exists',
      issues: [{ field: 'addresses' }],
    });
    const answers = await Promise.allSettled(
      [ben, carla].map(({ id }) =>
        ana.call('changeUser', { params: { userId: id }, body: { addresses: ['sales@contoso.test'] } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  },
);

test.each(engines)('P20: on %s the mail with a code is tracked for nobody, however much is taken', async (engine) => {
  const smtp = { host: '127.0.0.1', port: server.port, tls: 'none', credentials: null } as const;
  await using world = await createWorld({ smtp, ...(await stores[engine]()) });
  const { ana, ben, carla } = world;
  await ana.call('changeSettings', { body: { automaticReplies: 'likeOther' } });
  await acceptAll(carla);
  await ben.call('addMyAddress', { body: { address: 'carla.weiss@contoso.test' } });
  const code = server.mails.at(-1)?.raw ?? '';
  // It reaches the mailbox of somebody else, who has that address without having said so.
  const found = (bytes: string) => deliver(ana, bytes, `mailbox=${carla.email}`);
  expect(await found(code)).toMatchObject({ promote: false, reason: expect.stringMatching(/automatic/i) as string });
  const forged = code.replace(/^(X-Correspond-Id: \S+\s+)\S+/m, '$1aaaaaaaaaaaaa');
  expect(forged).not.toBe(code);
  expect(await found(forged.replace(/^(Message-ID: <)/im, '$1x'))).toMatchObject({ promote: true });
});
