/** RFC 3463 section 2: class, subject, detail; not the head of an IP address or of a version. */
const enhanced = /(?:^|[^\d.])#?([245]\.\d\.\d{1,3})(?![\d]|\.\d)/;
const reply = /(?:^|[^\d.#-])([245][0-5]\d)(?![\d.])(?=[ \-:,;)]|$)/;

/** `5.0.0` says nothing, `5.2.0` little; that it expired says less than what the last try met. */
const rankOf = (status: string): number => {
  if (/^[245]\.0\.0$/.test(status)) return 0;
  return /\.0$|\.4\.7$/.test(status) ? 1 : 2;
};

const mostSpecific = (statuses: readonly string[]): string | null =>
  statuses.reduce<string | null>((best, one) => (best !== null && rankOf(best) >= rankOf(one) ? best : one), null);

/** The most specific enhanced status in the words, the first of several. */
export const statusIn = (text: string): string | null => {
  let rest = text.slice(0, 2_000);
  const found: string[] = [];
  for (let hit = enhanced.exec(rest); hit !== null; hit = enhanced.exec(rest)) {
    found.push(hit[1] ?? '');
    rest = rest.slice(hit.index + hit[0].length);
  }
  return mostSpecific(found);
};

/** The first SMTP reply code in the words. */
export const replyIn = (text: string): string | null => reply.exec(text.slice(0, 2_000))?.[1] ?? null;

/**
 * What the report states: the code in the server's own words before the field that the reporting system made of it,
 * a more specific one before a vague one, and what stands in the text only where both say nothing.
 */
export const preferredStatus = (
  field: string | null,
  diagnostic: string | null,
  text: string | null,
): string | null => {
  const stated = mostSpecific([diagnostic, field].filter((one) => one !== null));
  return stated !== null && (rankOf(stated) > 0 || text === null || rankOf(text) === 0) ? stated : text;
};
