/**
 * What mail programs put before the subject of a reply or a forward, by language, in lower case. Any other word before
 * a colon ("Invoice:") is part of the subject.
 */
export const replyPrefixes: ReadonlySet<string> = new Set(
  [
    // English, and what most programs write whatever their language
    're fw fwd',
    // Spanish, Portuguese, Catalan, Galician
    'rv res enc reenv reenviado fwd resp respuesta',
    // French, Italian, Romanian
    'rép rep tr réf ref r i rif inoltra inoltro riferimento',
    // German, Dutch
    'aw antwort wg weitergeleitet antw antwoord doorst doorgestuurd',
    // Danish, Norwegian, Swedish, Finnish, Icelandic
    'sv svar vs vb vl vastaus videresendt vidarebefordrat',
    // Polish, Czech, Slovak, Croatian, Slovenian, Hungarian, Latvian, Lithuanian, Estonian
    'odp pd podd odpověď předané fwd prosl proslijeđeno vá vál válasz továbbítás atb pārs ats persiųsta vs edas',
    // Greek, Turkish
    'απ πρθ σχετ yan ynt ilt i̇lt yönlendirme',
    // Russian, Ukrainian, Bulgarian, Serbian
    'на отв ответ пересл нa пер відп переслано отг препр одг прослеђено',
    // Hebrew, Arabic, Persian
    'תשובה השב הועבר رد إعادة توجيه پاسخ',
    // Chinese, Japanese, Korean, Vietnamese, Thai, Indonesian
    '回复 回覆 答复 答覆 转发 轉寄 轉發 返信 転送 答え 회신 답장 전달 trả chuyển ตอบ ส่งต่อ bls trs balas terusan',
  ].flatMap((line) => line.split(' ')),
);

/** Of these, what a forward begins with. */
export const forwardPrefixes: ReadonlySet<string> = new Set(
  (
    'fw fwd rv enc reenv reenviado tr i inoltra inoltro wg weitergeleitet doorst doorgestuurd vb vl videresendt ' +
    'vidarebefordrat pd podd předané prosl proslijeđeno továbbítás pārs persiųsta edas πρθ i̇lt ilt yönlendirme пересл ' +
    'пер переслано препр прослеђено הועבר 转发 轉寄 轉發 転送 전달 chuyển ส่งต่อ trs terusan'
  ).split(' '),
);
