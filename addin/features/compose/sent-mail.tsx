import { useEffect, useRef } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { useHost } from '../../office/host-context.ts';
import type { OpenItem } from '../../office/open-item.ts';
import { useApi } from '../../queries/api-context.ts';
import { usePromote } from '../../queries/promote.ts';
import { useSentTicket } from '../../queries/track-tickets.ts';
import { useTracking, useTrackingCache } from '../../queries/tracking.ts';
import { useStrings } from '../../strings/strings.ts';

interface SentMailProps {
  readonly item: OpenItem;
  readonly principal: string | null;
}

/**
 * P7: an own mail is open. Where it was written with Track on, this is the moment when it is seen sent: it is tracked with
 * what was chosen then, without being asked again. Give it the item's key as `key`.
 */
export const SentMail = ({ item, principal }: SentMailProps) => {
  const host = useHost();
  const notify = useNotify();
  const { compose, errorPhrases, offline } = useStrings();
  const cache = useTrackingCache();
  const tracking = useTracking(item.internetMessageId);
  const waits = tracking.data?.state === 'untracked' || tracking.data?.state === 'pending';
  const sent = useSentTicket(host, item, waits);
  const promote = usePromote(host, item);
  const begun = useRef(false);
  const ticket = sent.data ?? null;
  const { userId } = useApi();
  // P13: who wrote it in another's name tracks the sent mail in that name too.
  const onBehalfOf = ticket !== null && ticket.user.id !== userId ? ticket.user.id : principal;

  useEffect(() => {
    if (ticket === null || ticket.activityId !== null || begun.current) return;
    begun.current = true;
    void cache.asked(item.internetMessageId);
    promote.mutate(
      { onBehalfOf },
      {
        onSuccess: (done) => {
          if (done.kind === 'kept') {
            notify({ intent: 'warning', text: offline.keptNow });
            return;
          }
          const primary = done.answer.activity?.regarding[0];
          notify({ intent: 'success', text: primary ? compose.sentRegarding(primary.name) : compose.sentNow });
        },
      },
    );
  }, [ticket, cache, item, promote, onBehalfOf, notify, compose, offline]);

  if (!promote.isError) return null;
  return (
    <ErrorNotice
      consequence={errorPhrases.mailUntouched}
      error={promote.error}
      onRetry={() => promote.mutate({ onBehalfOf })}
    />
  );
};
