import { useMemo } from 'react';
import { partiesOf } from '../features/people/parties-of.ts';
import type { OpenItem } from '../office/open-item.ts';
import { useAddressMatches } from '../queries/people.ts';

/** Asks nothing that the people of the mail do not ask. */
const useMatches = (item: OpenItem) => {
  const addresses = useMemo(() => partiesOf(item).map(({ address }) => address), [item]);
  return useAddressMatches(addresses);
};

/** Whether it is known whose the addresses of the mail are, or that nobody could say. */
export const useIsAnswered = (item: OpenItem): boolean => !useMatches(item).isLoading;

/** P13: the mail is from a user of the CRM: one may have written it in their name. */
export const useIsFromUser = (item: OpenItem): boolean => {
  const [author] = useMatches(item).data ?? [];
  return item.from !== null && author?.resolution.kind === 'resolved' && author.resolution.record.type === 'user';
};
