/**
 * Why a mail did not arrive, as a class that people and rules can act on. `filtered`: turned away by a filter of the
 * recipient's, often in the words of an unknown user; `blocked`: the sending server is refused, not the mail.
 */
export type BounceReason =
  | 'userUnknown'
  | 'hostUnknown'
  | 'hasMoved'
  | 'notAccepting'
  | 'mailboxFull'
  | 'suspended'
  | 'filtered'
  | 'messageTooBig'
  | 'senderRejected'
  | 'authentication'
  | 'relaying'
  | 'blocked'
  | 'policy'
  | 'spam'
  | 'virus'
  | 'security'
  | 'content'
  | 'tooManyConnections'
  | 'systemError'
  | 'network'
  | 'expired'
  | 'undefined';

/** The address itself is no good and will not be on another day. */
const lasting: ReadonlySet<BounceReason> = new Set(['userUnknown', 'hostUnknown', 'hasMoved', 'notAccepting']);

/** Whether mail to this address will never arrive, as far as this reason and a permanent status say. */
export const isHard = (reason: BounceReason, status: string | null): boolean =>
  lasting.has(reason) && (status === null || status.startsWith('5'));
