import { useQuery } from '@tanstack/react-query';
import { TextSkeleton } from '../components/skeletons.tsx';
import type { Party } from '../components/party-list.tsx';
import { AddPage } from '../features/people/add-page.tsx';
import { useHost } from '../office/host-context.ts';
import type { OpenItem } from '../office/open-item.ts';

interface AddPersonProps {
  readonly item: OpenItem;
  readonly party: Party;
  readonly onBack: () => void;
}

/** Waits for the mail's text, as the form is filled from it; only the sender signs it. */
export const AddPerson = ({ item, party, onBack }: AddPersonProps) => {
  const host = useHost();
  const signed = party.role === 'from';
  const text = useQuery({
    queryKey: ['text', item.key],
    queryFn: ({ signal }) => host.readText(item, signal),
    enabled: signed,
    retry: false,
  });
  if (signed && text.isPending) return <TextSkeleton lines={6} />;
  return <AddPage onBack={onBack} party={party} text={text.data ?? ''} />;
};
