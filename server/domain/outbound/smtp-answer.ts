/** What an answer of a mail server means for our mail (RFC 5321 section 4.2, RFC 3463), as S5 rules it. */

/** Where in the dialogue a server said what. */
export type SmtpStage =
  'resolve' | 'connect' | 'greeting' | 'ehlo' | 'tls' | 'auth' | 'mail' | 'recipient' | 'data' | 'finalDot';

/** The server's words: reply code, enhanced status code (RFC 3463) when it gave one, text of at most 500 characters. */
export interface SmtpAnswer {
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly text: string;
}

/**
 * `retry`: not now; `failed`: never, for this recipient or content; `refusesUs`: the server does not want our mail at
 * all, whoever it is for; `refusesUsUnlessOthers`: the same, unless it takes another recipient of the same mail.
 */
export type AnswerMeaning = 'taken' | 'retry' | 'failed' | 'refusesUs' | 'refusesUsUnlessOthers';

const relayWords = /\brelay(?:ing|ed)?\b/i;
/** Too large (5.3.4), or of a kind the server cannot take (5.6.x): said of this mail although it is said at MAIL. */
const aboutThisMail = (answer: SmtpAnswer): boolean =>
  answer.code === 552 || /^5\.(?:3\.4|6\.\d+)$/.test(answer.enhanced ?? '');

const ofRecipient = (answer: SmtpAnswer): AnswerMeaning => {
  if (relayWords.test(answer.text)) return 'refusesUs';
  return /^5\.7\./.test(answer.enhanced ?? '') ? 'refusesUsUnlessOthers' : 'failed';
};

const ofRefusal = (stage: SmtpStage, answer: SmtpAnswer): AnswerMeaning => {
  if (stage === 'recipient') return ofRecipient(answer);
  if (stage === 'data' || stage === 'finalDot') return 'failed';
  return stage === 'mail' && aboutThisMail(answer) ? 'failed' : 'refusesUs';
};

/** What the answer given at this stage means. An answer that is none (no code, or 1xx, 3xx where none belongs): `retry`. */
export const meaningOf = (stage: SmtpStage, answer: SmtpAnswer): AnswerMeaning => {
  const code = answer.code ?? 0;
  if (code >= 200 && code < 300) return 'taken';
  return code >= 500 && code < 600 ? ofRefusal(stage, answer) : 'retry';
};
