/**
 * What pane and send handler leave for each other in the session data of a draft, the only place that both can read on
 * classic Outlook. This file is in the handler's script too: it imports nothing.
 */
export const sessionKeys = { ticket: 'correspond.ticket', events: 'correspond.events' } as const;

/** What the send handler needs; written as JSON. */
export interface SessionTicket {
  /** Of the ticket, for the signed-in pane. */
  readonly id: string;
  /** Absolute: the script engine of classic Outlook knows no page to be relative to. */
  readonly sendingUrl: string;
  readonly headerName: string;
  readonly headerValue: string;
  /** What the subject is to carry; absent: nothing. */
  readonly subjectToken?: string | null;
}

/** The ticket in a text of the session; null when it holds none. */
export const readSessionTicket = (text: string | null): SessionTicket | null => {
  try {
    const read = (text === null ? null : JSON.parse(text)) as SessionTicket | null;
    return read !== null && typeof read.sendingUrl === 'string' && typeof read.headerName === 'string' ? read : null;
  } catch {
    // Not ours, or cut off: then there is no ticket.
    return null;
  }
};
