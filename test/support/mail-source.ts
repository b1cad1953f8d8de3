import type { Instant } from '#shared/model/instant.ts';
import type { Settlement } from '#shared/model/mailbox.ts';
import { createEgressGuard } from '../../server/adapters/net/egress-guard.ts';
import { createAccessTokens } from '../../server/adapters/oauth/access-tokens.ts';
import { sha256Digests } from '../../server/adapters/system/sha256-digests.ts';
import { openMailSources } from '../../server/incoming.ts';
import { createOAuthGrants } from '../../server/oauth-grants.ts';
import type { FetchAsked, FetchedMessage, FetchEnd, MailSource, MailSources } from '../../server/ports/mail-source.ts';

/** The time by the clock of the source, which a test may move. */
export const sourceClock = { now: () => Date.now() as Instant };

/** All sources as the product joins them, judging certificates by this authority. */
export const sourcesTrusting = (
  authority: string,
  options: Parameters<typeof openMailSources>[1] = {},
  guard = createEgressGuard(),
): MailSources => {
  const accessTokens = createAccessTokens({ guard, clock: sourceClock, authorities: [authority] });
  const grants = createOAuthGrants((text) => sha256Digests.sha256(text));
  return openMailSources(
    { guard, clock: sourceClock, accessTokens, grants, changeNotices: null },
    { mailAuthorities: [authority], ...options },
  );
};

export const asked = (given: Partial<FetchAsked> = {}): FetchAsked => ({
  cursor: null,
  from: null,
  limit: 1_000,
  maxBytes: 1_000_000,
  known: () => Promise.resolve(new Set()),
  ...given,
});

export const never = new AbortController().signal;

export interface Fetched {
  readonly mails: readonly FetchedMessage[];
  readonly end: FetchEnd;
}

/** All of one fetch. */
export const fetchAll = async (
  source: MailSource,
  given: Partial<FetchAsked> = {},
  signal: AbortSignal = never,
): Promise<Fetched> => {
  const reading = source.fetch(asked(given), signal);
  const mails: FetchedMessage[] = [];
  for (;;) {
    const step = await reading.next();
    if (step.done === true) return { mails, end: step.value };
    mails.push(step.value);
  }
};

/** A mail that is known again by its subject. */
export const mailNamed = (subject: string, body = 'Good morning.'): string =>
  [
    'From: Ana <ana@fabrikam.test>',
    'To: team@contoso.test',
    `Subject: ${subject}`,
    `Message-ID: <${subject.replaceAll(' ', '-')}@fabrikam.test>`,
    '',
    body,
    '',
  ].join('\r\n');

export const subjectsOf = (mails: readonly FetchedMessage[]): readonly (string | null)[] =>
  mails.map(({ bytes }) =>
    bytes === null ? null : (/^Subject: (.*)$/m.exec(Buffer.from(bytes).toString('utf8'))?.[1]?.trim() ?? ''),
  );

export const settleAll = (source: MailSource, mails: readonly FetchedMessage[], how: Settlement): Promise<void> =>
  source.settle(
    mails.map(({ origin }) => origin),
    how,
    never,
  );

export const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  );
