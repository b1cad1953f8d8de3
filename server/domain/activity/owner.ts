import type { ActivityParty, Direction, PartyRole } from '#shared/model/activity.ts';

export interface OwnerFacts {
  readonly direction: Direction;
  readonly parties: readonly ActivityParty[];
  /** User id of the owner of the correlated activity. */
  readonly correlatedOwnerId: string | null;
  /** User id of the owner of the record that the sender resolved to. */
  readonly senderOwnerId: string | null;
  /** User id of the person in whose name the mail is tracked; owns what no user sent or received. */
  readonly promoterId: string;
}

const recipientRoles: readonly PartyRole[] = ['to', 'cc', 'bcc'];

const usersIn = (parties: readonly ActivityParty[], role: PartyRole): string[] =>
  parties.flatMap((party) =>
    party.role === role && party.resolution.kind === 'resolved' && party.resolution.record.type === 'user'
      ? [party.resolution.record.id]
      : [],
  );

/**
 * R10, as a user id. Incoming: the recipient who owns the correlated mail, else the recipient who owns the sender's
 * record, else the first user in To, Cc, Bcc. Outgoing: the user in From.
 */
export const chooseOwner = (facts: OwnerFacts): string => {
  if (facts.direction === 'outgoing') return usersIn(facts.parties, 'from')[0] ?? facts.promoterId;
  const recipients = recipientRoles.flatMap((role) => usersIn(facts.parties, role));
  const [first = facts.promoterId] = recipients;
  return [facts.correlatedOwnerId, facts.senderOwnerId].find((id) => id !== null && recipients.includes(id)) ?? first;
};
