import { headerValue, type Message } from '../message.ts';

/** Who writes reports without a machine part: the part of the address before the @, or the display name. */
const senders: readonly RegExp[] = [
  /^mailer[-_. ]?d(?:a)?emon/,
  /^post[-_. ]?master/,
  /^mail(?:er)?[- ](?:delivery|deliver)\b/,
  /^mail[- ]?administrator/,
  /^mdaemon/,
  /^(?:mail )?delivery (?:system|subsystem|status|service|daemon)/,
  /^(?:bounces?|undeliverable|returned)[-+_.@]/,
  /^(?:system|mmsc ndr|network|mail) ?(?:administrator|admin)\b/,
  /^no-?reply@sns\./,
];

/** What mail systems write over reports, in lower case. */
const subjects: readonly RegExp[] = [
  /^(?:re: )?(?:mail )?deliver(?:y|ing) (?:(?:status )?notification|failure|failed|has failed|error|problem|report|unsuccessful|incomplete|delayed|temporarily suspended)/,
  /^(?:your )?(?:e-?)?mail (?:delivery|system|could not|failure|failed|not delivered|error|wasn't|returned)/,
  /^(?:returned|undeliver(?:ed|able|ing)|unzustellbar|nondeliverable|failed|bounced?|returning)(?: e-?mail| message)?\b/,
  /^failure (?:notice|notification)\b/,
  /^failed (?:mail|delivery|to deliver)\b/,
  /^(?:message|mail|warning: (?:message|could not)|your message).{0,60}\b(?:not (?:be )?(?:deliver|sent)|undeliver|delayed|returned|failed|returned to sender)/,
  /^(?:could not|unable to|cannot) (?:deliver|send)/,
  /^(?:error|problem) (?:delivering|sending) (?:mail|message|your)/,
  /^dsn:|^ndn:|^ndr\b|^non[- ]?delivery\b/,
  /^warning: .{0,60}(?:mail|message)/,
  /^notification d'état de remise|^non remis|^non recapitabile|^no se puede entregar|^onbestelbaar|^kan inte levereras|^não entregue|^не доставлено|^недоставлен|^ваше сообщение не доставлено|^配信不能|^配信エラー|^退信|^系统退信/,
  /^aws notification message/,
];

/** Words without which nothing in the text is a report. */
const texts: readonly RegExp[] = [
  /\b(?:not|n[o']t|never|un)(?: be| been)? ?(?:deliver|reach|sent|send)/i,
  /\b(?:could|can|was|were|is|did|does)(?:n't|not| not|n’t) (?:be )?(?:deliver|reach|sent|send|accept|find)/i,
  /\b(?:deliver\w{0,4}|transmission|send\w{0,4}|address(?:es)?|recipients?|e-?mails?|mail)\b.{0,60}\b(?:fail\w{0,3}|errors?|problems?|reject\w{0,3}|unsuccessful|undeliverable|delay\w{0,2}|returned)\b/i,
  /\b(?:fail\w{0,3}|errors?|problems?|unable|reject\w{0,3})\b.{0,60}\b(?:deliver\w{0,4}|send\w{0,3}|address(?:es)?|recipients?|addressees?)\b/i,
  /\b(?:was|is)(?:n't| not) able to deliver\b/i,
  /\bdid not like our\b/i,
  /\bwarning message only\b/i,
  /\btranscript of session\b/i,
  /\bundeliver(?:able|ed)\b/i,
  /\bFailure Reasons\b/,
  /-{4,8}server message\b/,
  /\bmail ?box exceeds\b|\binvalid final delivery userid\b|\bunknown user:|\bmalformed address\b/i,
  /"notificationType"/,
  /エラー|送信できません|配信でき|не может быть доставлено|unzustellbar|退信|退回/,
];

const localPart = (address: string): string => address.split('@', 1)[0] ?? '';

const sentBySystem = (message: Message): boolean =>
  senders.some((sender) =>
    sender.test((headerValue(message, 'from') ?? '').toLowerCase().replace(/^["'<\s]{1,5}/, '')),
  ) ||
  message.from.some(
    ({ address, name }) =>
      senders.some((sender) => sender.test(address.toLowerCase()) || sender.test(localPart(address.toLowerCase()))) ||
      senders.some((sender) => sender.test((name ?? '').toLowerCase().trim())),
  );

const nullReturn = (message: Message): boolean =>
  /^(?:<>|<?mailer-daemon(?:@[^>]{0,255})?>?)$/i.test(headerValue(message, 'return-path')?.trim() ?? '');

/** What a server answered and to which recipient, as systems write it down for people; a person who quotes it marks it. */
const quotesRefusal = (text: string): boolean => {
  const start = text.slice(0, 4_000);
  return /^[45]\d\d[ -]/m.test(start) && /^[ \t]{0,8}RCPT TO:[ \t]{0,4}<?[^\s<>]{1,64}@/im.test(start);
};

/**
 * Whether a mail without a machine part is a report in words: two of sender, empty return path and subject must say so,
 * or the sender with an answer to RCPT, and the text must speak of a delivery. A person who quotes a bounce has none of
 * the first three.
 */
export const saysItReports = (message: Message, text: string): boolean => {
  const subject = message.subject.slice(0, 300).toLowerCase().trim();
  const bySubject = subjects.some((one) => one.test(subject));
  const failedField = headerValue(message, 'x-failed-recipients') !== null;
  const others = [nullReturn(message), bySubject, failedField].filter(Boolean).length;
  // Most mail shows none of these, and the sender alone would not be enough.
  const signs =
    others > 0 ? others + Number(sentBySystem(message)) : 2 * Number(quotesRefusal(text) && sentBySystem(message));
  if (signs < 2 || failedField) return signs >= 2;
  const said = text.slice(0, 8_000).replaceAll(/\s+/g, ' ');
  return texts.some((one) => one.test(said));
};
