/** What a mail says of its sender, read from the header's name and the lines under the text. */
export interface ReadPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly phone: string;
  readonly jobTitle: string;
  readonly website: string;
}

/**
 * Reads a sender's facts: the name from the header; phone, job title, company and website from the signature, which
 * is the part after the last `-- ` line, or after the last line that greets, or the last lines of the newest part.
 */
export const readPerson = (name: string, address: string, text: string): ReadPerson => {
  const { firstName, lastName } = readName(name, address);
  const lines = signatureOf(text, lastName);
  const company = lines.find((line) => companyForm.test(line) && line.length <= 80);
  return {
    firstName,
    lastName,
    company: company ? trimMarks(company) : companyOf(address),
    phone: readPhone(lines),
    jobTitle: readJobTitle(lines),
    website: readWebsite(lines),
  };
};

/** `Ruiz, Ana` and `Ana Ruiz` are the same; without a name the local part serves (`ana.ruiz@`). */
const readName = (name: string, address: string): Pick<ReadPerson, 'firstName' | 'lastName'> => {
  const given = name.includes('@') || name.trim() === '' ? capitalized(address.split('@')[0] ?? '') : name;
  // Patterns without a choice of where to begin: a long name of a stranger takes time in proportion.
  const plain = given
    .replace(/\([^()]*\)/g, ' ')
    .replace(/["']/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const [last, first] = plain.split(',', 2).map((part) => part.trim());
  if (first !== undefined && last !== undefined) return { firstName: first, lastName: last };
  const words = plain.split(' ');
  if (words.length === 1) return { firstName: '', lastName: plain };
  return { firstName: words[0] ?? '', lastName: words.slice(1).join(' ') };
};

const capitalized = (local: string): string =>
  (local.split('+')[0] ?? '')
    .split(/[._-]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toLocaleUpperCase() + word.slice(1))
    .join(' ');

const quoteStart =
  /^(>|-{2,}\s*(original message|mensaje original)|(on|el) .{0,120}(wrote|escribió):?$|(from|de|von):\s.+@)/i;
const closing =
  /^(best|kind|warm)?\s*(regards|wishes|thanks|thank you|cheers|sincerely|yours|saludos|un saludo|atentamente|gracias|cordialmente)\b/i;

const signatureOf = (text: string, lastName: string): string[] => {
  const all = text.split(/\r?\n/).map((line) => line.trimEnd());
  const quoteAt = all.findIndex((line) => quoteStart.test(line.trim()));
  const own = (quoteAt < 0 ? all : all.slice(0, quoteAt)).slice(-200);
  const from = signatureStart(own, lastName);
  return own
    .slice(from)
    .flatMap((line) => line.split(/[|·•]/))
    .map((line) => line.trim())
    .filter((line) => line !== '' && line.length <= 160)
    .slice(0, 20);
};

const signatureStart = (lines: readonly string[], lastName: string): number => {
  const delimiter = lines.lastIndexOf('--');
  if (delimiter >= 0) return delimiter + 1;
  const closed = lines.findLastIndex((line) => closing.test(line.trim()));
  if (closed >= 0) return closed + 1;
  const named = lastName === '' ? -1 : lines.findLastIndex((line) => line.length <= 60 && line.includes(lastName));
  return named >= 0 ? named : Math.max(0, lines.length - 8);
};

const phonePattern = /(?:\+|\(|\b0|\b\d)[\d\s().\-/]{6,20}\d/;

const readPhone = (lines: readonly string[]): string => {
  const withNumber = lines.filter((line) => !/\bfax\b/i.test(line) && phonePattern.test(line));
  const labelled = withNumber.find((line) =>
    /\b(t|tel|tel[eé]fono|phone|mobile|m[oó]vil|cell|m)\b\s*[.:]?/i.test(line),
  );
  const found = phonePattern.exec(labelled ?? withNumber.find((line) => /\+/.test(line)) ?? '')?.[0].trim() ?? '';
  const digits = found.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15 ? found : '';
};

const jobWords =
  /\b(manager|director|engineer|officer|head of|lead|consultant|analyst|assistant|sales|buyer|purchas\w*|president|founder|owner|partner|accountant|developer|coordinator|specialist|ceo|cto|cfo|coo|gerente|directora?|ingenier[oa]|responsable|jef[ea]|comercial|consultora?|analista|compras|ventas|administra\w+)\b/i;
const companyForm =
  /\b(inc|llc|ltd|limited|gmbh|ag|corp|corporation|company|co|plc|s\.?a\.?|s\.?l\.?u?\.?|b\.?v\.?|group|grupo)\b\.?(\s|,|$)/i;

const readJobTitle = (lines: readonly string[]): string => {
  const line = lines.find((one) => jobWords.test(one) && one.length <= 80 && !/[@\d]|https?:/.test(one));
  if (line === undefined) return '';
  const part = line.split(/\s*,\s*|\s+-\s+/).find((one) => jobWords.test(one));
  return trimMarks(part ?? line);
};

const readWebsite = (lines: readonly string[]): string => {
  for (const line of lines) {
    const found = /\b(?:https?:\/\/|www\.)[^\s<>()|]+/i.exec(line)?.[0];
    if (found) return found.replace(/[.,;]+$/, '');
  }
  return '';
};

const publicDomains = /^(gmail|googlemail|outlook|hotmail|live|yahoo|icloud|aol|gmx|proton(mail)?|mail)\./i;

/** A company's name as its domain spells it; nothing for mail providers. */
const companyOf = (address: string): string => {
  const domain = address.split('@')[1] ?? '';
  if (domain === '' || publicDomains.test(domain)) return '';
  const labels = domain.split('.');
  return capitalized(labels[Math.max(0, labels.length - 2)] ?? '');
};

const trimMarks = (text: string): string => text.replace(/^[\s|·•*_,-]+|[\s|·•*_,-]+$/g, '');
