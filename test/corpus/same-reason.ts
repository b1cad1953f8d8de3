import type { BounceReason } from '../../server/domain/mail/report/bounce-reason.ts';

/** The expecting program's reasons by ours; it tells some apart that nobody acts on differently. */
const theirs: Readonly<Record<BounceReason, readonly string[]>> = {
  userUnknown: ['userunknown'],
  hostUnknown: ['hostunknown'],
  hasMoved: ['hasmoved'],
  notAccepting: ['notaccept'],
  mailboxFull: ['mailboxfull'],
  suspended: ['suspend'],
  filtered: ['filtered'],
  messageTooBig: ['mesgtoobig', 'exceedlimit'],
  senderRejected: ['rejected'],
  authentication: ['authfailure'],
  relaying: ['norelaying'],
  blocked: ['blocked', 'badreputation', 'requireptr'],
  policy: ['policyviolation', 'notcompliantrfc', 'onhold', 'undefined'],
  spam: ['spamdetected'],
  virus: ['virusdetected'],
  security: ['securityerror'],
  content: ['contenterror'],
  tooManyConnections: ['toomanyconn'],
  systemError: ['systemerror', 'mailererror', 'systemfull', 'syntaxerror'],
  network: ['networkerror'],
  expired: ['expired'],
  undefined: ['undefined', 'onhold', 'delivered'],
};

/** Whether the expecting program's reason is what ours stands for. */
export const sameReason = (expected: string, found: BounceReason): boolean => theirs[found].includes(expected);
