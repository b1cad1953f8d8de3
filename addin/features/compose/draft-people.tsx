import { useMemo } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PartyList, type PartyActions, type Party } from '../../components/party-list.tsx';
import { Section } from '../../components/section.tsx';
import type { DraftState } from '../../office/open-draft.ts';
import { useAddressMatches } from '../../queries/people.ts';
import { useStrings } from '../../strings/strings.ts';

const recipientsOf = ({ to, cc, bcc }: DraftState): Omit<Party, 'resolution'>[] => {
  const everyone = [
    ...to.map((person) => ({ ...person, role: 'to' as const })),
    ...cc.map((person) => ({ ...person, role: 'cc' as const })),
    ...bcc.map((person) => ({ ...person, role: 'bcc' as const })),
  ];
  const first = new Map<string, Omit<Party, 'resolution'>>();
  for (const party of everyone) {
    const key = party.address.toLowerCase();
    if (party.address !== '' && !first.has(key)) first.set(key, party);
  }
  return [...first.values()];
};

/** The record of the first recipient who has one: whose fields a template takes. */
export const useFirstRecord = (draft: DraftState | null): NamedRecordRef | null => {
  const addresses = useMemo(() => (draft === null ? [] : recipientsOf(draft).map(({ address }) => address)), [draft]);
  const matches = useAddressMatches(addresses);
  const found = matches.data?.find(({ resolution }) => resolution.kind === 'resolved');
  return found?.resolution.kind === 'resolved' ? found.resolution.record : null;
};

/** Who will get the mail, and what the CRM knows of them, while the addresses are written. */
export const DraftPeople = ({ draft, ...actions }: PartyActions & { readonly draft: DraftState }) => {
  const { compose } = useStrings();
  const parties = useMemo(() => recipientsOf(draft), [draft]);
  const addresses = useMemo(() => parties.map(({ address }) => address), [parties]);
  const matches = useAddressMatches(addresses);
  const known = parties.map((party, at) => ({ ...party, resolution: matches.data?.[at]?.resolution }));
  if (parties.length === 0) return null;
  return (
    <Section title={compose.recipients}>
      {matches.isError && <ErrorNotice error={matches.error} onRetry={() => void matches.refetch()} />}
      <PartyList {...actions} parties={known} />
    </Section>
  );
};
