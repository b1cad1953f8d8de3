import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncomingSettings } from '#shared/model/mailbox.ts';
import type { SourceProfile } from '../../server/ports/mail-source.ts';
import { startGraph, type GraphServer } from '../support/graph/graph-server.ts';
import { failureOf, fetchAll, never, sourcesTrusting } from '../support/mail-source.ts';
import { promisesOfMailSources, type SourceServer } from './mail-source.contract.ts';

type GraphSettings = Extract<IncomingSettings, { protocol: 'graph' }>;

const people = Array.from({ length: 30 }, (_, at) => `person${at}@contoso.test`);

const settingsOf = (graph: GraphServer, mailbox: string): GraphSettings => ({
  protocol: 'graph',
  baseUrl: graph.baseUrl,
  mailbox,
  folders: ['inbox'],
  signIn: {
    kind: 'oauth',
    user: mailbox,
    grant: 'clientCredentials',
    tokenUrl: graph.tokenUrl,
    clientId: 'client-1',
    scope: 'https://graph.test/.default',
  },
});

const profileOf = (settings: GraphSettings, given: Partial<SourceProfile> = {}): SourceProfile => ({
  mailboxId: 'm1',
  settings,
  secret: 'client light',
  trustedHost: true,
  keepSecret: () => Promise.resolve(),
  ...given,
});

const startServer = async (): Promise<SourceServer> => {
  const graph = await startGraph({ users: people });
  const free = [...people];
  return {
    mailbox: () => free.shift() ?? '',
    open: (mailbox, given = {}) => sourcesTrusting(graph.authority).open(profileOf(settingsOf(graph, mailbox), given)),
    deliver: (mailbox, mails) => {
      for (const { text, arrivedAt = new Date() } of mails) {
        graph.deliver(mailbox, text, { receivedAt: arrivedAt.getTime() });
      }
    },
    subjects: (mailbox) => {
      const box = graph.mailbox(mailbox);
      const lying = box.inFolder(box.folderNamed('inbox')?.id ?? '');
      return Promise.resolve(
        lying.map(({ bytes }) => /^Subject: (.*)$/m.exec(Buffer.from(bytes).toString('utf8'))?.[1]?.trim() ?? ''),
      );
    },
    moveTo: 'archive',
    marks: true,
    stop: () => graph.stop(),
    start: () => graph.start(),
    [Symbol.asyncDispose]: async () => {
      expect(graph.violations).toEqual([]);
      await graph[Symbol.asyncDispose]();
    },
  };
};

promisesOfMailSources('Graph', startServer);

describe('Graph, as the product joins it', () => {
  let graph: GraphServer;
  beforeAll(async () => {
    graph = await startGraph({ users: people });
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  test('A26: a password is no way in, and is sent nowhere', async () => {
    const settings = { ...settingsOf(graph, people[0] ?? ''), signIn: { kind: 'password' as const, user: 'ana' } };
    await using source = sourcesTrusting(graph.authority).open(profileOf(settings));
    expect(await failureOf(fetchAll(source))).toMatchObject({ code: 'sign_in_refused' });
    expect(graph.seen).toEqual([]);
  });
  test('a test of the connection goes to its end', async () => {
    const steps = await sourcesTrusting(graph.authority).test(profileOf(settingsOf(graph, people[0] ?? '')), never);
    expect(steps.map(({ step, passed }) => [step, passed]).at(-1)).toEqual(['folders', true]);
  });
  test('an address that came by HTTP is not let inside, neither for mail nor for tokens', async () => {
    const profile = profileOf(settingsOf(graph, people[0] ?? ''), { trustedHost: false });
    await using source = sourcesTrusting(graph.authority).open(profile);
    const before = graph.seen.length;
    expect(await failureOf(fetchAll(source))).toMatchObject({ name: 'PermanentFailure' });
    expect(graph.seen.length).toBe(before);
  });
});
