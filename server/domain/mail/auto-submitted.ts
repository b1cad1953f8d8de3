import { absenceWords } from './automatic/absence-words.ts';
import type { AutomaticMail } from './automatic/automatic-mail.ts';
import { calendarMethod } from './automatic/calendar-method.ts';
import { headerEvidence } from './automatic/header-evidence.ts';
import type { Message } from './message.ts';

/**
 * Which kind of automatic mail this is, or null when a person wrote it as far as can be seen. Headers decide
 * (RFC 3834, RFC 2919, RFC 2369, RFC 5546); where a relay or an archive took them away, the words of an absence do.
 * A delivery report is asked for first (delivery-report.ts): to this function it is an automatic reply or a notice.
 */
export const classifyAutomatic = (message: Message): AutomaticMail | null => {
  const byHeader = headerEvidence(message);
  if (byHeader?.kind === 'reply') return byHeader;
  const method = calendarMethod(message);
  if (method !== null) return { kind: 'calendar', evidence: `a calendar part with METHOD:${method}` };
  const words = absenceWords(message);
  if (words !== null) return { kind: 'reply', evidence: words };
  return byHeader;
};
