/** S2: every step towards a server that would take our mail, with its words and what usually helps. */
import { meaningOf, type SmtpAnswer, type SmtpStage } from '../../domain/outbound/smtp-answer.ts';
import type { SendingProfile, TestStep } from '../../ports/mail-transport.ts';
import { envelopeLines, type Line } from './envelope-lines.ts';
import { openSession, type Session, type SessionNeeds } from './open-session.ts';
import { remedyFor } from './remedies.ts';
import { answerOf, ownAnswer } from './reply.ts';
import { SessionFailure } from './session-failure.ts';
import { timeoutsUpTo } from './timeouts.ts';

const stepOf: Readonly<Record<SmtpStage, TestStep['step']>> = {
  resolve: 'resolve',
  connect: 'connect',
  greeting: 'connect',
  ehlo: 'connect',
  tls: 'tls',
  auth: 'auth',
  mail: 'sender',
  recipient: 'relay',
  data: 'relay',
  finalDot: 'relay',
};

/** A person waits for this: no step takes longer, whatever RFC 5321 allows a mail. */
const longestMs = 20_000;

const hasty = (needs: SessionNeeds): SessionNeeds => ({ ...needs, timeouts: timeoutsUpTo(longestMs, needs.timeouts) });

const written = ({ code, enhanced, text }: SmtpAnswer): string =>
  [code, enhanced, text].filter((part) => part !== null && part !== '').join(' ');

const failed = (stage: SmtpStage, answer: SmtpAnswer, profile: SendingProfile): TestStep => ({
  step: stepOf[stage],
  passed: false,
  answer: written(answer),
  remedy: remedyFor(stage, answer, profile),
});

const ask = async (session: Session, line: Line, withinMs: number): Promise<SmtpAnswer> => {
  if ('refused' in line) return line.refused;
  try {
    await session.wire.write(line.command, withinMs);
    return answerOf(await session.wire.reply(withinMs));
  } catch (error) {
    return ownAnswer(error instanceof Error ? error.message : 'The connection failed.');
  }
};

const envelopeSteps = async (
  session: Session,
  profile: SendingProfile,
  { from, to }: { readonly from: string; readonly to: string },
  withinMs: number,
): Promise<readonly TestStep[]> => {
  const lines = envelopeLines(
    { envelope: { from, to: [to], notify: false }, bytes: new Uint8Array() },
    { ...session.offers, sizeLimit: null },
  );
  const steps: TestStep[] = [];
  for (const [stage, line] of [['mail', lines.mail] as const, ['recipient', lines.recipients[0]] as const]) {
    if (line === undefined) return steps;
    const answer = await ask(session, line, withinMs);
    if (meaningOf(stage, answer) !== 'taken') return [...steps, failed(stage, answer, profile)];
    steps.push({ step: stepOf[stage], passed: true, answer: written(answer), remedy: null });
  }
  return steps;
};

/** The words of a step that takes several stages, in order. */
const joined = (passed: ReadonlyMap<TestStep['step'], string[]>): TestStep[] =>
  [...passed].map(([step, words]) => ({ step, passed: true, answer: words.join(' '), remedy: null }));

/** Goes as far as it gets; the last step says why it went no further. Sends nothing. */
export const testConnection = async (
  profile: SendingProfile,
  addresses: { readonly from: string; readonly to: string },
  needs: SessionNeeds,
): Promise<readonly TestStep[]> => {
  const passed = new Map<TestStep['step'], string[]>();
  const onPassed = (stage: SmtpStage, words: string): void => {
    const step = stepOf[stage];
    passed.set(step, [...(passed.get(step) ?? []), words]);
  };
  const patience = hasty(needs);
  try {
    const session = await openSession(profile, patience, onPassed);
    const steps = await envelopeSteps(session, profile, addresses, patience.timeouts.command);
    session.wire.leave();
    return [...joined(passed), ...steps];
  } catch (error) {
    if (!(error instanceof SessionFailure)) throw error;
    passed.delete(stepOf[error.stage]);
    return [...joined(passed), failed(error.stage, error.answer, profile)];
  }
};
