/** How an answer by itself begins, by language; compared with the opening of the text in lower case, single spaces. */
export const absenceOpenings: readonly RegExp[] = [
  // English
  /\bi (?:will be|am|'m|shall be)(?: currently| now)? (?:out of (?:the |my )?office|on (?:\w{1,12} )?leave)\b/,
  /\bi am (?:currently )?(?:away|absent|on (?:vacation|holiday)) (?:until|till|from (?!my|the)|and (?:am )?unable)\b/,
  /\bi will not be (?:reading|checking) my (?:mail|e-?mail|messages)\b/,
  /\byour (?:mail|e-?mail|message) (?:has been filed|regarding .{1,200} will be read|concerning .{1,200} will be read)\b/,
  // German, Dutch
  /\bich (?:bin|werde)\b.{0,80}\b(?:nicht im (?:b.{1,2}ro|haus)|abwesend|im urlaub|au.{1,2}er haus)\b/,
  /\bik ben\b.{0,60}\b(?:afwezig|niet aanwezig|op vakantie)\b/,
  // French, Italian
  /\bje (?:suis|serai)\b.{0,30}\b(?:absente?|en cong.s?|en vacances)\b/,
  /\bje ne lirai pas mon courrier\b/,
  /\b(?:sono|sar.) (?:assente|fuori (?:ufficio|sede)|in ferie)\b/,
  // Spanish, Portuguese
  /\b(?:estoy|estar.) (?:fuera de (?:la )?oficina|ausente|de vacaciones)\b/,
  /\b(?:estou|estarei) (?:ausente|fora do escrit.rio|de f.rias)\b/,
  // Nordic, Polish, Czech
  /\bjag .r (?:p. semester|bortrest|tj.nstledig)\b|\bjeg er (?:p. ferie|ikke p. kontoret|bortreist)\b/,
  /\bjestem (?:nieobecn[ya]|na urlopie)\b|\bbędę nieobecn[ya]\b|\bjsem mimo kancel/,
  // Russian, Chinese, Japanese
  /я (?:нахожусь )?в отпуске|меня не будет в офисе/,
  /我(?:正在)?(?:休假|不在办公室)|不在にしております|休暇中です/,
];

/** How a program introduces itself, by language. */
export const programOpenings: readonly RegExp[] = [
  /\bthis is an? (?:auto(?:mat(?:ic|ed))?|computer)(?:ally)?[- ]?(?:generated )?(?:reply|response|answer|message|e-?mail|mail|acknowledge?ment|notification|autoreply|delivery|mail delivery)\b/,
  /\bthis is an autoreply\b/,
  /\bthis is an auto(?:matically)?[- ]generated\b/,
  /\bthis (?:e-?mail|message|reply|response) (?:was|is|has been) (?:sent |generated |created )?automatically\b/,
  /\b(?:your|a) (?:message|e-?mail|mail|inquiry|enquiry|request|application) (?:\w{1,20} ){0,12}(?:has been|was) (?:received|assigned)\b.{0,200}\b(?:number|ticket|case|as soon as)\b/,
  /\bthank you for contacting\b.{0,200}\b(?:we have received|received your|please direct|will (?:respond|reply))\b/,
  /\ba virus (?:has been|was) (?:detected|found) in (?:a|your|the) (?:message|e-?mail|mail)\b/,
  /\bdies ist eine automatisch(?:e| erzeugte| generierte)\b|\bdette er en automatisk\b|\bdetta .r ett automatiskt\b/,
  /\bceci est (?:une r.ponse|un (?:message|e-?mail)) automatique\b|\bquesto . un messaggio automatico\b/,
  /\beste es un (?:mensaje|correo) autom.tico\b|\besta . uma (?:mensagem|resposta) autom.tica\b/,
  /\bdit is een automatisch\b|это автоматическ|自动(?:回复|发送)的?邮件|自動(?:返信|送信)(?:メール)?です/,
];
