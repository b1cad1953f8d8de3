import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEgressGuard } from '../../server/adapters/net/egress-guard.ts';
import { createSieveRules } from '../../server/adapters/sieve/sieve-rules.ts';
import {
  openSieveSession,
  type SieveNeeds,
  type SieveServer,
  type SieveSession,
} from '../../server/adapters/sieve/sieve-session.ts';
import { forwardScriptName } from '../../server/domain/forwarding/sieve-script.ts';
import type { WantedRule } from '../../server/domain/forwarding/forward-rule.ts';
import type { ForwardRules } from '../../server/ports/forward-rules.ts';

/** Who has scripts there, and who may enter those of anybody. */
export const sieveUsers = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`person${at}`, 'harbour light']));
export const sieveMasters = { rules: 'master key' };

/** A mail server with ManageSieve, of `sieveUsers` and `sieveMasters`. */
export interface ScriptServer extends AsyncDisposable {
  readonly sievePort: number;
  readonly authority: string;
}

const secret = 'harbour light';
const sink = 'crm@contoso.test';
const all: WantedRule = { sink, only: null };
const some: WantedRule = {
  sink,
  only: { subjectParts: ['[CRM-', 'Ticket "7" \\'], senders: ['kim@fabrikam.example'] },
};
const never = new AbortController().signal;

/** A15: what forward rules by ManageSieve promise, whatever the server. */
export const promisesOfSieveRules = (name: string, startServer: () => Promise<ScriptServer>): void => {
  let started: ScriptServer;
  let needs: SieveNeeds;
  beforeAll(async () => {
    started = await startServer();
    needs = { guard: createEgressGuard(), authorities: [started.authority], silenceMs: 20_000 };
  }, 60_000);
  afterAll(() => started[Symbol.asyncDispose]());

  const serverFor = (user: string, given: Partial<SieveServer> = {}): SieveServer => ({
    host: 'localhost',
    port: started.sievePort,
    security: 'startTls',
    credentials: { kind: 'password', user: 'rules', secret: 'master key', authorizeAs: user },
    trustedHost: true,
    ...given,
  });
  const rules = (): ForwardRules => createSieveRules((user) => serverFor(user), needs);

  /** What the user sees and does with a client of their own. */
  const asUser = async <T>(user: string, work: (session: SieveSession) => Promise<T>): Promise<T> => {
    const credentials = { kind: 'password', user, secret, authorizeAs: null } as const;
    const session = await openSieveSession(serverFor(user, { credentials }), needs, never);
    try {
      return await work(session);
    } finally {
      session.close();
    }
  };
  const scriptsOf = (user: string) => asUser(user, (session) => session.list());
  const own =
    'require ["fileinto"];\r\nif header :contains "subject" "invoice" {\r\n  fileinto "Bills";\r\n  stop;\r\n}\r\n';
  const giveOwn = (user: string, name = 'my "own" rules'): Promise<void> =>
    asUser(user, async (session) => {
      await session.write(name, own);
      await session.activate(name);
    });

  describe(`A15: forward rules by ManageSieve at ${name}`, () => {
    test.each([
      ['all mail', all],
      ['some mail', some],
    ])('%s: made, found working, taken away; each can be repeated', async (which, wanted) => {
      const asked = { user: which === 'all mail' ? 'person0' : 'person1', wanted };
      expect(await rules().check(asked, never)).toBe('missing');
      for (const _ of [1, 2]) expect(await rules().deploy(asked, never)).toBe('working');
      expect(await rules().check(asked, never)).toBe('working');
      for (const _ of [1, 2]) await rules().remove(asked, never);
      expect([await rules().check(asked, never), await scriptsOf(asked.user)]).toEqual(['missing', []]);
    });
    test('the user’s own script stays, runs beside ours, and is the active one again afterwards', async () => {
      await giveOwn('person2');
      const asked = { user: 'person2', wanted: all };
      expect(await rules().deploy(asked, never)).toBe('working');
      expect(await asUser('person2', (session) => session.read('my "own" rules'))).toBe(own);
      expect(await scriptsOf('person2')).toContainEqual({ name: forwardScriptName, active: true });
      await rules().remove(asked, never);
      expect(await scriptsOf('person2')).toEqual([{ name: 'my "own" rules', active: true }]);
    });
    test('altered by hand, switched off, or another script chosen: shown, and repaired without losing it', async () => {
      const asked = { user: 'person3', wanted: all };
      await rules().deploy(asked, never);
      await asUser('person3', (session) =>
        session.write(forwardScriptName, 'redirect "elsewhere@fabrikam.example";\r\n'),
      );
      expect(await rules().check(asked, never)).toBe('altered');
      expect(await rules().deploy(asked, never)).toBe('working');
      await asUser('person3', (session) => session.activate(null));
      expect(await rules().check(asked, never)).toBe('switchedOff');
      await giveOwn('person3', 'holiday');
      expect(await rules().check(asked, never)).toBe('switchedOff');
      expect(await rules().deploy(asked, never)).toBe('working');
      expect(await asUser('person3', (session) => session.read(forwardScriptName))).toContain('"holiday"');
      await asUser('person3', (session) => session.remove('holiday'));
      expect(await rules().check(asked, never)).toBe('altered');
      expect(await rules().deploy(asked, never)).toBe('working');
    });
    test('what is wanted has changed: altered, until it is deployed again', async () => {
      await rules().deploy({ user: 'person4', wanted: all }, never);
      expect(await rules().check({ user: 'person4', wanted: some }, never)).toBe('altered');
      expect(await rules().deploy({ user: 'person4', wanted: some }, never)).toBe('working');
    });
    test('a rule with a thousand senders fits', async () => {
      const senders = Array.from({ length: 1_000 }, (_, at) => `sender.number.${at}@some-customer-${at}.example`);
      const wanted = { sink, only: { subjectParts: ['[CRM-'], senders } };
      expect(await rules().deploy({ user: 'person5', wanted }, never)).toBe('working');
    });
    test('a wrong secret, no TLS, a certificate that nobody vouches for, an inner network', async () => {
      const wrong = { kind: 'password', user: 'rules', secret, authorizeAs: 'person6' } as const;
      const tried = (given: Partial<SieveServer>, other: Partial<SieveNeeds> = {}): Promise<unknown> =>
        openSieveSession(serverFor('person6', given), { ...needs, ...other }, never).catch((error: unknown) => error);
      expect(await tried({ credentials: wrong })).toMatchObject({ name: 'PermanentFailure', code: 'sign_in_refused' });
      expect(await tried({}, { authorities: null })).toMatchObject({ code: 'certificate_refused' });
      expect(await tried({ trustedHost: false })).toMatchObject({ name: 'PermanentFailure', code: 'egress_refused' });
      // Nothing is sent there: that it is no machine of ours is seen by its address.
      const abroad = { host: '8.8.8.8', trustedHost: false, security: 'none' } as const;
      expect(await tried(abroad)).toMatchObject({ code: 'tls_missing' });
      expect(await tried({ port: 9 })).toMatchObject({ name: 'TemporaryFailure' });
    });
  });
};
