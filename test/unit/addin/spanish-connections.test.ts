import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sayConnectionEs } from '../../../addin/console/strings/say-sentences.ts';
import { remedyFor } from '../../../server/adapters/smtp/remedies.ts';
import { probeProblem } from '../../../server/domain/forwarding/probe.ts';
import { messageRuleDifferences, messageRules } from '../../../server/domain/forwarding/message-rules.ts';
import { scriptDifferences } from '../../../server/domain/forwarding/sieve-script.ts';
import { graphRemedy } from '../../../server/domain/mailbox/graph-remedies.ts';
import { sourceRemedy, type TestedServer } from '../../../server/domain/mailbox/test-remedies.ts';
import type { SmtpAnswer, SmtpStage } from '../../../server/domain/outbound/smtp-answer.ts';
import { missingStep } from '../../../server/domain/outbound/sending-settings.ts';
import type { SendingProfile } from '../../../server/ports/mail-transport.ts';

/** Words that no Spanish sentence has. */
const english = /\b(?:the|because|mail|is|was|it|its|of|by|and|this|again|that|with|folder|server)\b/i;

const expectSpanish = (sentence: string): void => {
  const said = sayConnectionEs(sentence);
  expect(said, sentence).not.toBe(sentence);
  expect(said.replaceAll(/«[^»]*»|Mail\.ReadWrite/g, ''), sentence).not.toMatch(english);
};

const steps = ['resolve', 'connect', 'tls', 'auth', 'folders'] as const;

test('P12, A1: each remedy of a test of a mailbox is said in Spanish', () => {
  const codes = [
    'host_refused',
    'certificate_refused',
    'sign_in_refused',
    'folder_missing',
    'folder_refused',
    'uidl_missing',
    'mailbox_too_large',
    'source_unavailable',
  ];
  const servers = (['imap', 'pop3'] as const).flatMap((protocol) =>
    (['tls', 'startTls', 'none'] as const).flatMap((security) =>
      [143, 993, 110, 995, 2_143].map((port): TestedServer => ({ protocol, security, port })),
    ),
  );
  for (const step of steps)
    for (const code of codes) for (const server of servers) expectSpanish(sourceRemedy(step, code, server));
  const ofGraph = [...codes, 'access_refused', 'mailbox_missing', 'oauth_unavailable', 'throttled'];
  for (const step of steps) for (const code of ofGraph) expectSpanish(graphRemedy(step, code));
});

test('P12, S2: each remedy of a test of sending is said in Spanish', () => {
  const stages: readonly SmtpStage[] = [
    'resolve',
    'connect',
    'greeting',
    'ehlo',
    'tls',
    'auth',
    'mail',
    'recipient',
    'data',
    'finalDot',
  ];
  const texts = [
    'it is in an inner network',
    'nothing listens on port 25',
    'the certificate is not valid',
    'The server does not offer TLS on this port.',
    'secrets are never sent without TLS',
    'XOAUTH2 is not offered',
    'relaying denied',
    'no',
  ];
  for (const stage of stages)
    for (const text of texts)
      for (const code of [535, 550])
        for (const port of [25, 465, 587])
          for (const tls of ['implicit', 'required'] as const)
            for (const credentials of [null, { kind: 'password', user: 'u', secret: 's' } as const]) {
              const answer: SmtpAnswer = { code, enhanced: null, text };
              const profile: SendingProfile = { key: '', host: 'mail.test', port, tls, credentials, trusted: false };
              expectSpanish(remedyFor(stage, answer, profile));
            }
});

/** Whole sentences that the files of these folders fail with. */
const failuresIn = (folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) => {
    const at = new URL(`../../../server/${folder}/`, import.meta.url);
    return readdirSync(at, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .flatMap(({ name }) => {
        const text = readFileSync(new URL(name, at), 'utf8');
        const made =
          /(?:(?:Temporary|Permanent)Failure|permanent|temporary)\(\s*(?:'\w+',\s*)?(?:[^'`(),]{1,60}\? *)?(['`])((?:(?!\1).)+\.)\1/gs;
        return [...text.matchAll(made)].map(([, , sentence = '']) => sentence.replaceAll(/\$\{[^}]*\}/g, '7'));
      });
  });

test('P12, A1, A15: each failure of a mailbox or of a server for rules is said in Spanish', () => {
  const failures = failuresIn([
    'adapters/imap',
    'adapters/pop3',
    'adapters/graph',
    'adapters/sieve',
    'adapters/oauth',
    'adapters/net',
  ]);
  expect(failures.length).toBeGreaterThan(40);
  for (const failure of failures) expectSpanish(failure);
  expect(sayConnectionEs('The mail server refuses user or secret. [AUTHENTICATIONFAILED] No such user.')).toBe(
    'El servidor de correo rechaza el usuario o la contraseña. [AUTHENTICATIONFAILED] No such user.',
  );
});

/** Whole sentences that steps of tests answer with, and what we say in place of a mail server. */
const answersIn = (folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) => {
    const at = new URL(`../../../server/${folder}/`, import.meta.url);
    return readdirSync(at, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .flatMap(({ name }) => {
        const text = readFileSync(new URL(name, at), 'utf8');
        const said =
          /(?:passed\('\w+', |ownAnswer\(|refused\(|WireEnded\(|answer: |[?:] )(['`])([A-Z](?:(?!\1).)+\.)\1/gs;
        return [...text.matchAll(said)].map(([, , sentence = '']) => sentence.replaceAll(/\$\{[^}]*\}/g, '7'));
      });
  });

test('P12, A1, S2: each answer of ours to a step of a test is said in Spanish', () => {
  const answers = answersIn(['adapters/imap', 'adapters/pop3', 'adapters/graph', 'adapters/smtp']);
  expect(answers.length).toBeGreaterThan(20);
  for (const answer of answers) expectSpanish(answer);
});

test('P12, S10: what is missing before mail can be sent is said in Spanish', () => {
  const ofUser = { ownerType: 'user', approved: false } as const;
  for (const tested of [false, true]) expectSpanish(missingStep({ ...ofUser, tested }) ?? '');
  const source = readFileSync(new URL('../../../server/usecases/sending/choose-profile.ts', import.meta.url), 'utf8');
  const missing = [...source.matchAll(/missing: '([^']+)'/g)].map(([, sentence = '']) => sentence);
  expect(missing.length).toBeGreaterThan(0);
  for (const sentence of missing) expectSpanish(sentence);
});

test('P12, A15: what is wrong with a forward rule or a probe is said in Spanish', () => {
  const source = readFileSync(new URL('../../../server/usecases/forwarding/forward-rule.ts', import.meta.url), 'utf8');
  const problems = [...source.matchAll(/^ {2}(?:\w+:)?\s*'([A-Z][^']+\.)',$/gm)].map(([, sentence = '']) => sentence);
  expect(problems.length).toBe(4);
  for (const problem of problems) expectSpanish(problem);
  for (const state of ['refused', 'lost', 'unsent'] as const)
    expectSpanish(probeProblem(state, 'crm@contoso.test') ?? '');
  const wanted = { sink: 'crm@contoso.test', only: null };
  const [written] = messageRules(wanted);
  const differences = [
    scriptDifferences('redirect "a";\nkeep;', 'redirect "b";\nkeep;'),
    scriptDifferences('a;\nb;', 'b;\na;'),
    messageRuleDifferences([], wanted),
    messageRuleDifferences(
      [
        {
          ...written!,
          conditions: { subjectContains: ['a'] },
          actions: { redirectTo: [], markAsRead: true },
          exceptions: { subjectContains: ['b'] },
        },
      ],
      wanted,
    ),
  ];
  const altered = problems.find((problem) => problem.startsWith('The forward rule is not'));
  for (const differs of differences) {
    expect(differs.length).toBeGreaterThan(0);
    expectSpanish(`${altered ?? ''} It ${differs.join('; it ')}.`);
  }
});
