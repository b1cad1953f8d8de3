import type { Message } from '../message.ts';

/** What mail programs and people write over an answer by itself, by language; compared with the subject in lower case. */
const subjects: readonly RegExp[] = [
  // English
  /\bout of (?:the )?office\b/,
  /\bout-of-office\b/,
  /^auto(?:mat(?:ic|ed))?[ -]?(?:reply|response|responder|answer)\b/,
  /\((?:automatic|auto) (?:reply|response)\)$/,
  /\bis (?:on|away on) (?:\w{1,20} )?(?:leave|holiday|vacation)\b/,
  /^away from (?:my|the) (?:mail|e-?mail|office|desk)\b/,
  /^(?:on|away on) (?:annual leave|vacation|holiday|leave)\b/,
  /^away until\b/,
  // German, Dutch
  /\babwesenheit(?:snotiz|snachricht|sassistent|smeldung)?\b/,
  /\baußer haus\b/,
  /\bnicht im (?:büro|haus)\b/,
  /^automatische (?:antwort|rückmeldung|antwoord|beantwoording)\b/,
  /^automatisch antwoord\b/,
  /\bafwezig(?:heid)?(?:sbericht|sassistent|smelding)?\b/,
  // French, Italian
  /^réponse automatique\b/,
  /\babsen(?:t|ce) du bureau\b/,
  /^(?:message|notification) d['’]absence\b/,
  /^risposta automatica\b/,
  /\bfuori (?:sede|ufficio)\b/,
  // Spanish, Portuguese, Catalan
  /^respuesta automática\b/,
  /\bfuera de (?:la )?oficina\b/,
  /^resposta automàtica\b/,
  /^resposta automática\b/,
  /\bfora do escritório\b/,
  // Nordic
  /^automatisk svar\b/,
  /^autosvar\b/,
  /^automaattinen vastaus\b/,
  /\bikke (?:til stede|på kontoret)\b/,
  /\bfrånvaro(?:meddelande|assistent)\b/,
  // Polish, Czech, Slovak, Hungarian, Romanian, Croatian
  /^automatyczna odpowiedź\b/,
  /\bpoza biurem\b/,
  /^automatická odpověď/,
  /^automatická odpoveď/,
  /\bmimo kancelář/,
  /^automatikus válasz/,
  /\bházon kívül/,
  /^răspuns automat/,
  /^automatski odgovor/,
  // Greek, Turkish
  /^αυτόματη απάντηση/,
  /εκτός γραφείου/,
  /^otomatik (?:yanıt|cevap)/,
  /\bofis dışında/,
  // Russian, Ukrainian, Bulgarian
  /^автоматический ответ/,
  /^автоответ/,
  /^автоматична відповідь/,
  /^автоматичен отговор/,
  // Hebrew, Arabic
  /^תשובה אוטומטית/,
  /^מענה אוטומטי/,
  /^رد تلقائي/,
  // Chinese, Japanese, Korean, Vietnamese, Thai, Indonesian
  /^自动(?:回复|答复)/,
  /^自動(?:回覆|回复|答覆|返信|応答)/,
  /不在(?:通知|連絡|のお知らせ)/,
  /^자동 ?(?:회신|응답)/,
  /부재중/,
  /^trả lời tự động/,
  /^ตอบกลับอัตโนมัติ/,
  /^balasan otomatis/,
];

/** Longer ones are cut; every pattern looks at each place a bounded number of times. */
const longestSubject = 300;

/** The sentence's evidence when the subject is that of an answer by itself; null otherwise. */
export const absenceWords = (message: Pick<Message, 'subject'>): string | null => {
  const subject = message.subject.slice(0, longestSubject).normalize('NFC').toLowerCase().trim();
  return subjects.some((pattern) => pattern.test(subject)) ? 'the words of an automatic reply in the subject' : null;
};
