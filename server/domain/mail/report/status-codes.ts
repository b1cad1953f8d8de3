/** RFC 3463 section 2: class, subject, detail; not the head of an IP address or of a version. */
const enhanced = /(?:^|[^\d.])#?([245]\.\d\.\d{1,3})(?![\d]|\.\d)/;
const reply = /(?:^|[^\d.#-])([245][0-5]\d)(?![\d.])(?=[ \-:,;)]|$)/;

const isVague = (status: string): boolean => /^[245]\.0\.0$/.test(status);

/** The first enhanced status in the words; a vague one (`5.0.0`) only when there is no other. */
export const statusIn = (text: string): string | null => {
  let rest = text.slice(0, 2_000);
  let vague: string | null = null;
  for (let found = enhanced.exec(rest); found !== null; found = enhanced.exec(rest)) {
    const status = found[1] ?? '';
    if (!isVague(status)) return status;
    vague ??= status;
    rest = rest.slice(found.index + found[0].length);
  }
  return vague;
};

/** The first SMTP reply code in the words. */
export const replyIn = (text: string): string | null => reply.exec(text.slice(0, 2_000))?.[1] ?? null;

/**
 * What the report states: the code in the server's own words before the field that the reporting system made of it,
 * and a specific one before a vague one wherever it stands.
 */
export const preferredStatus = (field: string | null, diagnostic: string | null, text: string | null): string | null =>
  [diagnostic, field, text].find((status) => status !== null && !isVague(status)) ?? field ?? diagnostic ?? text;
