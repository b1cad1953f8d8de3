import { Suspense, lazy, useMemo } from 'react';
import { Disclosure } from '../../components/disclosure.tsx';
import { Message } from '../../components/message.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import type { OpenItem } from '../../office/open-item.ts';
import { useThreadIds } from '../../queries/thread-ids.ts';
import { useMailThread } from '../../queries/threads.ts';
import { useTracking } from '../../queries/tracking.ts';
import { useStrings } from '../../strings/strings.ts';

const VetoSwitch = lazy(() => import('./veto-switch.tsx').then((module) => ({ default: module.VetoSwitch })));

/** The mail's own Message-ID and those that it answers; none while there is nothing by which a thread could be known. */
const useNames = (item: OpenItem) => {
  const own = item.internetMessageId;
  const answers = useThreadIds(item);
  const tracking = useTracking(own);
  const activityId = tracking.data?.activityId;
  const isKnown = answers !== undefined && !tracking.isLoading && (answers.length > 0 || activityId !== undefined);
  const ids = useMemo(() => (isKnown ? [...(own === null ? [] : [own]), ...answers] : []), [isKnown, own, answers]);
  return { ids, activityId };
};

/** C6: that mail of this conversation is not tracked by itself is said at once; the switch is there when wanted. */
export const ThreadVeto = ({ item }: { readonly item: OpenItem }) => {
  const words = useStrings().tracking.veto;
  const { ids, activityId } = useNames(item);
  const { thread, change } = useMailThread(ids, activityId);
  if (thread === null) return null;
  const { everyone } = thread;
  const stands = everyone ?? thread.own;
  return (
    <section aria-label={words.title}>
      <div aria-live="polite">
        {stands !== null && (
          <Message intent="info">{everyone === null ? words.own : words.everyone(everyone.by.name)}</Message>
        )}
      </div>
      <Disclosure title={words.title}>
        {() => (
          <Suspense fallback={<TextSkeleton lines={1} />}>
            <VetoSwitch change={change} thread={thread} />
          </Suspense>
        )}
      </Disclosure>
    </section>
  );
};
