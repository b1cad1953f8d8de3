import { useMemo } from 'react';
import { partiesOf } from '../features/people/parties-of.ts';
import type { OpenItem } from '../office/open-item.ts';
import { useAddressMatches } from '../queries/people.ts';

/** P13: the mail is from a user of the CRM: one may have written it in their name. Asks nothing that the people do not ask. */
export const useIsFromUser = (item: OpenItem): boolean => {
  const addresses = useMemo(() => partiesOf(item).map(({ address }) => address), [item]);
  const matches = useAddressMatches(addresses);
  const [author] = matches.data ?? [];
  return item.from !== null && author?.resolution.kind === 'resolved' && author.resolution.record.type === 'user';
};
