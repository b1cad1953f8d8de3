/** The adapter of the product towards a fake service. */
import type { SourceCursor } from '../../../server/ports/mail-source.ts';
import type { FetchAsked, FetchedMessage, FetchEnd, MailSource } from '../../../server/ports/mail-source.ts';
import { createGraphSource, type GraphMailboxServer } from '../../../server/adapters/graph/graph-source.ts';
import type { GraphNeeds } from '../../../server/adapters/graph/graph-client.ts';
import { createEgressGuard } from '../../../server/adapters/net/egress-guard.ts';
import { createAccessTokens } from '../../../server/adapters/oauth/access-tokens.ts';
import type { OAuthGrant } from '../../../server/ports/access-tokens.ts';
import { originKey } from '../../../server/domain/mailbox/message-origin.ts';
import { createTestClock, type TestClock } from '../world.ts';
import type { GraphServer } from './graph-server.ts';

export const graphGrant = (graph: Pick<GraphServer, 'tokenUrl'>, given: Partial<OAuthGrant> = {}): OAuthGrant => ({
  key: 'graph#1',
  kind: 'clientCredentials',
  tokenUrl: graph.tokenUrl,
  clientId: 'client-1',
  clientSecret: null,
  secret: 'client light',
  scope: 'https://graph.test/.default',
  trusted: true,
  keepSecret: () => Promise.resolve(),
  ...given,
});

interface Given {
  readonly folders?: readonly string[];
  readonly mailbox?: string;
  readonly grant?: OAuthGrant;
  readonly server?: Partial<GraphMailboxServer>;
  readonly trustsIt?: boolean;
  readonly clock?: TestClock;
}

export const graphServerFor = (graph: GraphServer, given: Given = {}): [GraphMailboxServer, GraphNeeds] => {
  const [guard, clock] = [createEgressGuard(), given.clock ?? createTestClock()];
  const tokens = createAccessTokens({ guard, clock, authorities: [graph.authority] });
  const settings = {
    baseUrl: graph.baseUrl,
    mailbox: given.mailbox ?? 'ana@contoso.test',
    folders: [...(given.folders ?? ['inbox'])],
  };
  const accessToken = (refused?: string) => tokens.accessToken(given.grant ?? graphGrant(graph), refused);
  const authorities = given.trustsIt === false ? null : [graph.authority];
  return [
    { settings, accessToken, trustedHost: true, notices: null, ...given.server },
    { guard, clock, authorities, silenceMs: 20_000 },
  ];
};

export const graphSource = (graph: GraphServer, given: Given = {}): MailSource =>
  createGraphSource(...graphServerFor(graph, given));

export interface Reading {
  readonly mails: readonly FetchedMessage[];
  readonly end: FetchEnd;
}

const usual: FetchAsked = {
  cursor: null,
  from: null,
  limit: 100,
  maxBytes: 1_000_000,
  known: () => Promise.resolve(new Set()),
};

/** One call of `fetch`, to its end. */
export const fetchOnce = async (source: MailSource, asked: Partial<FetchAsked> = {}): Promise<Reading> => {
  const reading = source.fetch({ ...usual, ...asked }, new AbortController().signal);
  const mails: FetchedMessage[] = [];
  for (;;) {
    const step = await reading.next();
    if (step.done === true) return { mails, end: step.value };
    mails.push(step.value);
  }
};

/** Reads like the router: until nothing is left at once, and knows what it has read. */
export const createReader = (source: MailSource) => {
  const handled = new Set<string>();
  let cursor: SourceCursor | null = null;
  const known = (keys: readonly string[]) => Promise.resolve(new Set(keys.filter((key) => handled.has(key))));
  return {
    read: async (asked: Partial<FetchAsked> = {}): Promise<string[]> => {
      const subjects: string[] = [];
      for (let more = true; more;) {
        const { mails, end } = await fetchOnce(source, { cursor, known, ...asked });
        for (const mail of mails) {
          handled.add(originKey(mail.origin));
          subjects.push(/^Subject: (.*)$/m.exec(Buffer.from(mail.bytes ?? '').toString())?.[1]?.trim() ?? '(none)');
        }
        cursor = end.cursor;
        more = end.more;
      }
      return subjects;
    },
    cursor: () => cursor,
  };
};
