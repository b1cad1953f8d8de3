/**
 * One mail over an open session (RFC 5321 section 3.3), with the stage of every step known: nobody but us can tell
 * afterwards whether a connection ended before or after the final dot.
 */
import { meaningOf, type SmtpAnswer, type SmtpStage } from '../../domain/outbound/smtp-answer.ts';
import type { Delivery } from '../../ports/mail-transport.ts';
import { contentPieces } from './content-bytes.ts';
import { type EnvelopeLines, envelopeLines, type OfferedMail } from './envelope-lines.ts';
import type { Session } from './open-session.ts';
import { answerOf, NoReply, ownAnswer } from './reply.ts';
import type { SmtpTimeouts } from './timeouts.ts';
import { deliveryOf, type Dialogue, takenRecipients } from './verdicts.ts';
import { WireEnded } from './wire.ts';

export type BeforeFinalDot = (accepted: readonly string[]) => Promise<void>;

export interface Outcome {
  readonly delivery: Delivery;
  /** The session can take another mail. */
  readonly reusable: boolean;
  /** The server had already left: it has seen nothing of this mail. */
  readonly neverHeard: boolean;
}

interface Talk {
  readonly session: Session;
  readonly mail: OfferedMail;
  readonly lines: EnvelopeLines;
  readonly timeouts: SmtpTimeouts;
  readonly dialogue: Dialogue;
}

const taken = (stage: SmtpStage, answer: SmtpAnswer): boolean => meaningOf(stage, answer) === 'taken';

/** MAIL, RCPT and DATA: in one group where the server allows it (RFC 2920), else one by one. */
const offerEnvelope = async ({ session, timeouts, dialogue }: Talk, mailLine: string, lines: readonly string[]) => {
  const { wire, offers } = session;
  const grouped = offers.pipelining;
  if (grouped) await wire.write([mailLine, ...lines, 'DATA\r\n'].join(''), timeouts.command);
  const ask = async (stage: SmtpStage, line: string, withinMs: number): Promise<SmtpAnswer> => {
    dialogue.stage = stage;
    if (!grouped) await wire.write(line, timeouts.command);
    return answerOf(await wire.reply(withinMs));
  };
  dialogue.mail = await ask('mail', mailLine, timeouts.command);
  if (!grouped && !taken('mail', dialogue.mail)) return;
  const asked = dialogue.recipients.flatMap((answer, index) => (answer === null ? [index] : []));
  for (const [nth, line] of lines.entries()) {
    dialogue.recipients[asked[nth] ?? 0] = await ask('recipient', line, timeouts.command);
  }
  if (!grouped && takenRecipients(dialogue).length === 0) return;
  dialogue.data = await ask('data', 'DATA\r\n', timeouts.data);
};

const stopped = 'The mail was stopped here before it was handed over.';

/** The system did not take the bytes: the server had left, and no part of them is on its way. */
const wasNotTaken = (error: unknown): boolean =>
  error instanceof WireEnded && (error.cause as NodeJS.ErrnoException | undefined)?.syscall === 'write';

const sendFinalDot = async ({ session, timeouts, dialogue }: Talk): Promise<void> => {
  dialogue.stage = 'finalDot';
  try {
    await session.wire.write('.\r\n', timeouts.block);
  } catch (error) {
    if (wasNotTaken(error)) dialogue.stage = 'data';
    throw error;
  }
};

const sendContent = async (talk: Talk, beforeFinalDot: BeforeFinalDot): Promise<void> => {
  const { session, mail, timeouts, dialogue } = talk;
  const { wire } = session;
  for (const piece of contentPieces(mail.bytes)) await wire.write(piece, timeouts.block);
  const accepted = takenRecipients(dialogue).map((index) => mail.envelope.to[index] ?? '');
  try {
    await beforeFinalDot(accepted);
  } catch {
    // Who refused knows why; here it means that the mail must not become one.
    wire.drop();
    dialogue.broken = ownAnswer(stopped);
    return;
  }
  if (wire.ended) throw new WireEnded('The server closed the connection before the final dot.');
  await sendFinalDot(talk);
  dialogue.finalDot = answerOf(await wire.reply(timeouts.finalDot));
};

const go = async (talk: Talk, beforeFinalDot: BeforeFinalDot): Promise<void> => {
  const { session, lines, dialogue } = talk;
  if ('refused' in lines.mail) return;
  const commands = lines.recipients.flatMap((line) => ('command' in line ? [line.command] : []));
  if (commands.length === 0) return;
  await offerEnvelope(talk, lines.mail.command, commands);
  const mayGoOn = dialogue.mail !== null && taken('mail', dialogue.mail) && takenRecipients(dialogue).length > 0;
  if (dialogue.data?.code !== 354) return;
  // A server that waits for content of a mail for nobody gets none, and no dot either.
  if (mayGoOn) await sendContent(talk, beforeFinalDot);
  else session.wire.drop();
};

const begin = ({ mail, recipients }: EnvelopeLines): Dialogue => {
  const ours = recipients.map((line) => ('refused' in mail ? mail.refused : 'refused' in line ? line.refused : null));
  return {
    stage: 'mail',
    mail: null,
    recipients: ours,
    data: null,
    finalDot: null,
    impossible: new Set(ours.flatMap((answer, index) => (answer === null ? [] : [index]))),
    broken: null,
  };
};

const endsSession = (answer: SmtpAnswer | null): boolean => answer?.code === 421;

/** Makes the session ready for the next mail; gives whether it is. */
const reset = async ({ session, timeouts, dialogue }: Talk): Promise<boolean> => {
  const { wire } = session;
  const said = [dialogue.mail, dialogue.data, dialogue.finalDot, ...dialogue.recipients];
  if (wire.ended || dialogue.broken !== null || said.some(endsSession)) return false;
  if (dialogue.finalDot !== null || dialogue.mail === null) return true;
  try {
    await wire.write('RSET\r\n', timeouts.command);
    return taken('mail', answerOf(await wire.reply(timeouts.command)));
  } catch {
    // The mail has its verdicts; a session that cannot be reset is not used again.
    return false;
  }
};

/** Offers one mail. Never throws for what server or network do. */
export const offerMail = async (
  session: Session,
  mail: OfferedMail,
  timeouts: SmtpTimeouts,
  beforeFinalDot: BeforeFinalDot,
): Promise<Outcome> => {
  const lines = envelopeLines(mail, session.offers);
  const talk: Talk = { session, mail, lines, timeouts, dialogue: begin(lines) };
  const { dialogue } = talk;
  try {
    await go(talk, beforeFinalDot);
  } catch (error) {
    if (!(error instanceof WireEnded) && !(error instanceof NoReply)) throw error;
    session.wire.drop();
    dialogue.broken = ownAnswer(error.message);
  }
  const left = dialogue.mail === null ? dialogue.broken !== null : endsSession(dialogue.mail);
  return {
    delivery: deliveryOf(mail.envelope.to, dialogue),
    reusable: await reset(talk),
    neverHeard: left,
  };
};
