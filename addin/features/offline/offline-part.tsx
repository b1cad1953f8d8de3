import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { Parts } from '../../api/parts.ts';
import type { SessionState } from '../../api/session.ts';
import { type PersonHere, startOfflineRecords } from '../../offline/records/start-offline-records.ts';
import { OfflineBanner } from './offline-banner.tsx';
import { OfflineProvider } from './offline-context.ts';
import { OfflinePage } from './offline-page.tsx';

type SignedIn = Extract<SessionState, { kind: 'signedIn' }>;
type Started = ReturnType<typeof startOfflineRecords>;

interface OfflinePartProps {
  readonly services: Parts;
  readonly signedIn: SignedIn;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onBack: () => void;
}

const personOf = ({ organization, user }: SignedIn['membership']): PersonHere => ({
  organizationId: organization.id,
  userId: user.id,
});

/** Y12: records that are kept here for work without a connection: their page, and on every other page what waits. */
export const OfflinePart = ({ services, signedIn, isOpen, onOpen, onBack }: OfflinePartProps) => {
  const [started, setStarted] = useState<Started | null>(null);
  const client = useQueryClient();
  const onChanged = useEffectEvent(
    () => void client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('record') }),
  );
  const { call, partition, profile, session } = services;
  const { membership, memberships } = signedIn;
  useEffect(() => {
    const here = personOf(membership);
    const needs = { call, partition, profile, here, everywhere: memberships.map(personOf) };
    const records = startOfflineRecords({ ...needs, onChanged: () => onChanged() });
    setStarted(records);
    return records.end;
  }, [call, partition, profile, membership, memberships]);
  if (started === null) return null;
  const signInAnew = async () => {
    await session.signIn(null);
    const now = session.state();
    return now.kind === 'signedIn' && now.membership.user.id === membership.user.id;
  };
  return (
    <OfflineProvider value={started}>
      {isOpen ? <OfflinePage onBack={onBack} signInAnew={signInAnew} /> : <OfflineBanner onOpen={onOpen} />}
    </OfflineProvider>
  );
};
