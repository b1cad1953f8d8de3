import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import type { TrackTicket } from '../../domain/tickets/track-ticket.ts';
import { subjectWithToken } from '../../domain/tokens/subject-with-token.ts';
import { classicFormats } from '../../domain/tokens/token-formats.ts';

/** T3: how the draft's subject is to read so that it carries the ticket's token; null when it does, or carries none. */
export const subjectToWrite = (
  { draft, token }: TrackTicket,
  settings: Pick<OrganizationSettings, 'token' | 'formerTokenFormats'>,
): string | null => {
  if (draft === null || token === null || draft.subject.trim() === '') return null;
  const subject = subjectWithToken(draft.subject, token.text, classicFormats(settings));
  return subject === draft.subject ? null : subject;
};
