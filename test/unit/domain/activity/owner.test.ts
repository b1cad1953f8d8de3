import { expect, test } from 'vitest';
import type { ActivityParty, PartyRole } from '#shared/model/activity.ts';
import type { OwnerFacts } from '../../../../server/domain/activity/owner.ts';
import { chooseOwner } from '../../../../server/domain/activity/owner.ts';

const party = (role: PartyRole, record: `${string}:${string}`): ActivityParty => {
  const [type = '', id = ''] = record.split(':');
  return { role, address: `${id}@contoso.test`, resolution: { kind: 'resolved', record: { type, id, name: id } } };
};

const incoming: OwnerFacts = {
  direction: 'incoming',
  parties: [
    party('from', 'contact:anna'),
    party('bcc', 'user:third'),
    party('cc', 'user:second'),
    party('to', 'contact:guest'),
    party('to', 'user:first'),
  ],
  correlatedOwnerId: null,
  senderOwnerId: null,
  promoterId: 'promoter',
};

test.each([
  ['the recipient who owns the correlated mail', { correlatedOwnerId: 'third', senderOwnerId: 'second' }, 'third'],
  [
    "else the recipient who owns the sender's record",
    { correlatedOwnerId: 'absent', senderOwnerId: 'second' },
    'second',
  ],
  ['else the first user in To, Cc, Bcc', { correlatedOwnerId: 'absent', senderOwnerId: 'absent' }, 'first'],
  ['Cc before Bcc', { parties: incoming.parties.slice(0, 4) }, 'second'],
  ['Bcc where no other is a user', { parties: incoming.parties.slice(0, 2) }, 'third'],
  ['else the promoter', { parties: [party('from', 'contact:anna'), party('to', 'queue:sales')] }, 'promoter'],
  ['a user in From is no recipient', { parties: [party('from', 'user:bruno')] }, 'promoter'],
] as const)('R10: an incoming mail belongs to %s', (_, changes, owner) => {
  expect(chooseOwner({ ...incoming, ...changes })).toBe(owner);
});

test('R10: an outgoing mail belongs to its author, else to the promoter', () => {
  const outgoing: OwnerFacts = { ...incoming, direction: 'outgoing', correlatedOwnerId: 'first' };
  expect(chooseOwner({ ...outgoing, parties: [party('from', 'user:clara'), party('to', 'user:first')] })).toBe('clara');
  expect(chooseOwner({ ...outgoing, parties: [party('from', 'contact:anna')] })).toBe('promoter');
});
