import type { AddressKey } from '#shared/model/address.ts';
import type { RoutingStore } from '../../../ports/routing-store.ts';
import { isAnyOf, preparedIn, type Scope } from '../scope.ts';
import { choicesFacts, matchingFacts } from './matching-facts.ts';
import { threadFacts } from './thread-facts.ts';

const addressesOf = preparedIn<{ recordId: string }, { address_key: string }>(({ db, organizationId }, value) =>
  db
    .selectFrom('record_address')
    .select('address_key')
    .where('organization_id', '=', organizationId)
    .where('record_id', '=', value('recordId'))
    .compile(),
);

export const routingStore = (scope: Scope): RoutingStore => ({
  matching: (question) => matchingFacts(scope, question),
  choicesOf: (userId, addresses) => choicesFacts(scope, userId, addresses),
  threads: (question) => threadFacts(scope, question),
  ownAddresses: async (userId) => {
    const rows = await addressesOf(scope, { recordId: userId });
    return rows.map((row) => row.address_key as AddressKey);
  },
  accountsOf: async (recordIds) => {
    if (recordIds.length === 0) return new Map();
    const rows = await scope.db
      .selectFrom('record_link')
      .select(['record_id', 'to_id'])
      .where('organization_id', '=', scope.organizationId)
      .where('field', '=', 'account')
      .where(isAnyOf(scope, 'record_id', recordIds))
      .execute();
    return new Map(rows.map((row) => [row.record_id, row.to_id]));
  },
});
