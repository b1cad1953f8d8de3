import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo } from 'react';
import type { PromotionAnswer } from '#shared/contracts/promotions.ts';
import type { Parts } from '../api/parts.ts';
import type { SessionState } from '../api/session.ts';
import { useNotify } from '../components/notices.tsx';
import type { Keeping } from '../offline/keeper-context.ts';
import { createKeeping } from '../offline/keeping.ts';
import type { KeptPromotion, KeptScope } from '../offline/kept-promotion.ts';
import type { KeeperNeeds } from '../offline/promotion-keeper.ts';
import { showPromoted } from '../queries/tracking.ts';
import { useStrings } from '../strings/strings.ts';

type SignedIn = Extract<SessionState, { kind: 'signedIn' }>;

/** What the first view needs comes first. */
const afterFirstViewMs = 300;

/** The promotions that wait here, of whoever is signed in; sent as long as the pane is open (P14). */
export const useKeepingOf = ({ call, partition }: Parts, { membership, memberships }: SignedIn): Keeping => {
  const client = useQueryClient();
  const notify = useNotify();
  const { offline, pane } = useStrings();
  const organizationId = membership.organization.id;
  const onSent = useEffectEvent((kept: KeptPromotion, answer: PromotionAnswer) => {
    void showPromoted(client, { organizationId: kept.organizationId, messageId: kept.internetMessageId }, answer);
    // The server is reached again: what it could not answer meanwhile is asked once more.
    void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
    // What belongs to another organization is not spoken of here.
    if (kept.organizationId === organizationId)
      notify({ intent: 'success', text: pane.about(kept.subject || pane.noSubject, offline.sent) });
  });
  const keeping = useMemo(() => {
    const scopeOf = ({ organization, user }: typeof membership): KeptScope => ({
      server: location.origin,
      organizationId: organization.id,
      userId: user.id,
    });
    const start = async (tellSent: KeeperNeeds['onSent']) => {
      // What shows it is fetched with it: later there may be nobody to fetch it from.
      const [{ startKeeper }] = await Promise.all([
        import('../offline/start-keeper.ts'),
        import('../features/kept/kept-page.tsx'),
        import('../features/tracking/kept-mail.tsx'),
      ]);
      return startKeeper({ call, partition, scopes: memberships.map(scopeOf), onSent: tellSent });
    };
    return createKeeping(start, scopeOf(membership));
  }, [call, partition, membership, memberships]);
  useEffect(() => {
    const timer = setTimeout(() => keeping.begin((kept, answer) => onSent(kept, answer)), afterFirstViewMs);
    return () => {
      clearTimeout(timer);
      keeping.stop();
    };
  }, [keeping]);
  return keeping;
};
