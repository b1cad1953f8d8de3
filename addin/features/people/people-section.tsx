import { Button } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PartyList, type PartyActions } from '../../components/party-list.tsx';
import { Section } from '../../components/section.tsx';
import type { OpenItem } from '../../office/open-item.ts';
import { useAddressMatches } from '../../queries/people.ts';
import { useStrings } from '../../strings/strings.ts';
import { partiesOf, withMatches } from './parties-of.ts';

/** So many are shown before "show all": the sender and the first recipients answer most questions. */
const shownAtFirst = 5;

/** P4: who wrote the mail and who got it, and what the CRM knows of them. */
export const PeopleSection = ({ item, ...actions }: PartyActions & { readonly item: OpenItem }) => {
  const { people } = useStrings();
  const [all, setAll] = useState(false);
  const parties = useMemo(() => partiesOf(item), [item]);
  const addresses = useMemo(() => parties.map(({ address }) => address), [parties]);
  const matches = useAddressMatches(addresses);
  const known = withMatches(parties, matches.data);
  if (parties.length === 0) return null;
  return (
    <Section title={people.title}>
      {matches.isError && <ErrorNotice error={matches.error} onRetry={() => void matches.refetch()} />}
      <PartyList {...actions} parties={all ? known : known.slice(0, shownAtFirst)} />
      {known.length > shownAtFirst && (
        <Button appearance="subtle" aria-expanded={all} onClick={() => setAll(!all)} size="small">
          {all ? people.showFewer : people.showAll(known.length)}
        </Button>
      )}
    </Section>
  );
};
