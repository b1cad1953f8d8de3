import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { es } from '../../../addin/strings/es.ts';
import { explainPromotion, type PromotionStory } from '../../../server/domain/activity/why.ts';
import { buildMessage } from '../../support/build-message.ts';
import { wrappingOf } from '../../../server/domain/mail/forwarded.ts';
import type { MessageAttachment } from '../../../server/domain/mail/message.ts';
import * as outcomes from '../../../server/usecases/promotion/outcomes.ts';

const { serverSays } = es;

/** Words that no Spanish sentence has. */
const english = /\b(?:the|because|mail|is|was|it|its|of|by|and|tracked|address|addresses|which|who)\b/i;

const expectSpanish = (sentence: string): void => {
  const said = serverSays(sentence);
  expect(said, sentence).not.toBe(sentence);
  expect(said, sentence).not.toMatch(english);
};

const stories: readonly PromotionStory[] = (['incoming', 'outgoing'] as const).flatMap((direction) =>
  (['inReplyTo', 'references', 'token', 'conversationIndex', 'smartMatch', 'byHand', null] as const).flatMap((method) =>
    (['chosen', 'inherited', 'offered', 'none'] as const).flatMap((regarding) =>
      [
        { because: null, actor: null, parties: 1, trusted: true },
        { because: null, actor: 'Rosa', parties: 2, trusted: false },
        { because: 'it continues tracked mail', actor: null, parties: 1, trusted: true },
        { because: null, actor: null, parties: 2, trusted: true, onSend: true, ambiguous: true as const },
      ].map(({ parties, trusted, ambiguous, ...told }) => ({
        ...told,
        promoter: 'Uma',
        direction,
        from: 'ana@fabrikam.example',
        correlation:
          method === null ? null : { method, evidence: '<a@b>', trusted, ...(ambiguous ? { ambiguous } : {}) },
        regarding,
        parties: Array.from({ length: parties }, (_one, index) => ({
          role: 'to' as const,
          address: `p${index}@fabrikam.example`,
          name: null,
          resolution: { kind: index === 0 ? ('unresolved' as const) : ('ambiguous' as const) },
        })) as unknown as PromotionStory['parties'],
      })),
    ),
  ),
);

test('P12, P5: why an activity came to be is said in Spanish, whatever it is', () => {
  expect(stories).toHaveLength(224);
  for (const story of stories) expectSpanish(explainPromotion(story));
});

test('P12: names and addresses stay as they are', () => {
  expect(
    serverSays('Tracked by hand by Rosa for Uma; it follows no tracked mail; 1 of 1 address matched a record.'),
  ).toBe(
    'Registrado a mano por Rosa para Uma; no continúa correo registrado; 1 de 1 dirección corresponde a un registro.',
  );
  expect(serverSays('Not tracked because it meets the rule “The best; of all” of Ana.')).toContain('Ana');
  expect(serverSays('What nobody has written yet.')).toBe('What nobody has written yet.');
});

test('P12, A4: what became of a mail is said in Spanish', () => {
  const { heldUnreadable } = outcomes;
  const causes = Object.keys({
    notAMessage: 0,
    headerTooLarge: 0,
    fieldTooLarge: 0,
    tooManyParts: 0,
    tooDeep: 0,
    tookTooLong: 0,
    usedTooMuchMemory: 0,
    parserFailed: 0,
  } satisfies Record<Parameters<typeof heldUnreadable>[0], number>) as Parameters<typeof heldUnreadable>[0][];
  const said = [
    ...causes.map(heldUnreadable),
    outcomes.alreadyTracked(),
    outcomes.alreadyTrackedNowBound(),
    outcomes.heldQuarantined(),
    outcomes.oversize(),
    outcomes.neverGivenOut(),
    outcomes.unreadableNotKept(),
    outcomes.heldOutcome({ reason: 'failed', detail: '' }),
  ];
  for (const { sentence } of said) expectSpanish(sentence);
});

/** The clauses that a file's code has as plain texts or with gaps, each gap filled. */
const clausesOf = (path: string, before: string): string[] => {
  const text = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  const literals = [...text.matchAll(new RegExp(`(?:${before})\\s*(['\`])((?:(?!\\1).)+)\\1`, 'gs'))];
  return literals.map(([, , clause = '']) => clause.replaceAll(/\$\{[^}]*\}/g, '7'));
};

test('P12, A4: each clause of the router has its Spanish', () => {
  const decided = clausesOf(
    'server/domain/routing/decide.ts',
    `skip\\('\\w+',|automatic',|because:|\\['\\w+',|, *'\\w+',`,
  );
  expect(decided.length).toBeGreaterThan(18);
  const others = [
    'its author is not the owner of the drop address',
    'several organizations would take it, and nothing tells which of them it is for',
    'a program wrote it (the field Auto-Submitted)',
    'a program wrote it (a calendar part with METHOD:REQUEST)',
  ];
  for (const clause of [...decided, ...others].map((one) =>
    one.replace('wrote it (7)', 'wrote it (the field List-Id)'),
  ))
    for (const kind of ['promote', 'skip'] as const) expectSpanish(outcomes.routed('rule', kind, clause).sentence);
});

test('P12, A11: why a forward waits for a person is said in Spanish', () => {
  const original = { type: 'message/rfc822', bytes: new Uint8Array() } as MessageAttachment;
  const messages = [
    buildMessage({ attachments: [original, original] }),
    buildMessage(),
    buildMessage({ headers: [{ name: 'delivered-to', value: 'crm@contoso.test' }] }),
  ];
  for (const message of messages) {
    const wrapping = wrappingOf(message, { byOneOfUs: true, here: [], people: new Set() });
    if (wrapping.kind !== 'unproved') throw new Error(wrapping.kind);
    expectSpanish(outcomes.heldUnproved(wrapping.because).sentence);
    expectSpanish(outcomes.unprovedNotKept(wrapping.because).sentence);
  }
});

/** Sentences for people: they begin with a capital and end with a full stop. */
const sentencesIn = (folder: string): string[] =>
  readdirSync(new URL(`../../../${folder}`, import.meta.url)).flatMap((name) => {
    const text = readFileSync(new URL(`../../../${folder}/${name}`, import.meta.url), 'utf8');
    const literals = [...text.matchAll(/(['`])([A-Z][^'`\n]* [^'`\n]*\.)\1/g)];
    return literals.map(([, , sentence = '']) => sentence.replaceAll(/\$\{[^}]*\}/g, '7'));
  });

/** What is said to callers of the interface alone, and never shown as it is: the page has a sentence for the code. */
const refusals = [
  'No mailbox is connected; write its address with PUT /me/synchronization first.',
  'Nothing is asked about these items.',
  'You have no such mailbox; GET /me/mailboxes lists them.',
  'Somebody changed this connection at the same time; look at it again.',
  'The mailbox is not synchronized; enable it first.',
  'Both sides agree about this field by now.',
  'The record is not there any more, or you may not read it.',
  'The record was changed at the same time; look at it again.',
  'This value is not in the log any more.',
];

test('P12, Y10: what a test of a synchronized account found, and what went wrong, is said in Spanish', () => {
  const said = [
    ...sentencesIn('server/adapters/dav'),
    ...sentencesIn('server/adapters/graph/items'),
    ...sentencesIn('server/domain/synchronization'),
    ...sentencesIn('server/usecases/synchronization'),
    ...sentencesIn('server/adapters/net').filter((one) => one.includes('host')),
  ].filter((one) => !refusals.includes(one));
  expect(said.length).toBeGreaterThan(30);
  expect(said.filter((sentence) => serverSays(sentence) === sentence)).toEqual([]);
  for (const sentence of said) expectSpanish(sentence);
});

test('P12, Y10: what people hear of a connection that stopped is said in Spanish', () => {
  for (const sentence of [
    'Mail of ana@contoso.example is no longer fetched, because its server refuses it. What the server says stands under Mailboxes; mend it there, and it goes on.',
    'Your contacts, tasks and appointments are no longer synchronized, because your mailbox refuses it. What it says stands under Synchronization; mend it there, and it goes on.',
    '2 of 3 connections to imap.contoso.example fail. What the server said stands under Connections.',
  ])
    expectSpanish(sentence);
});
