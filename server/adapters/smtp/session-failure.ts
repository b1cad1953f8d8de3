import { meaningOf, type SmtpAnswer, type SmtpStage } from '../../domain/outbound/smtp-answer.ts';
import { PermanentFailure } from '../../ports/failure.ts';
import { answerOf, ownAnswer, type Reply } from './reply.ts';

/** Where opening a session came to an end. `lasting`: nothing will change until somebody changes something. */
export class SessionFailure extends Error {
  override readonly name = 'SessionFailure';
  readonly stage: SmtpStage;
  readonly answer: SmtpAnswer;
  readonly lasting: boolean;
  constructor(stage: SmtpStage, answer: SmtpAnswer, lasting: boolean, cause?: unknown) {
    super(answer.text, { cause });
    this.stage = stage;
    this.answer = answer;
    this.lasting = lasting;
  }
}

/** Any failure at this stage as one that can be judged; what nobody understands does not last. */
export const failureAt = (stage: SmtpStage, error: unknown): SessionFailure => {
  if (error instanceof SessionFailure) return error;
  const text = error instanceof Error ? error.message : 'The connection failed.';
  return new SessionFailure(stage, ownAnswer(text), error instanceof PermanentFailure, error);
};

export const at = async <T>(stage: SmtpStage, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw failureAt(stage, error);
  }
};

/** The reply when the server agreed; throws SessionFailure with its words when it did not. */
export const takenAt = (stage: SmtpStage, reply: Reply): Reply => {
  const answer = answerOf(reply);
  const meaning = meaningOf(stage, answer);
  if (meaning !== 'taken') throw new SessionFailure(stage, answer, meaning !== 'retry');
  return reply;
};
