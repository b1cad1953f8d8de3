import type { Tracking } from '#shared/contracts/promotions.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { useTopic } from '../../strings/topics.ts';
import { MailTask } from './mail-task.tsx';
import { QueueItems } from './queue-items.tsx';
import type { PickRegarding } from './regarding-wish.ts';

interface TrackedMoreProps {
  readonly activityId: string;
  readonly tracking: Tracking;
  readonly pickRegarding: PickRegarding;
  readonly activityAddress: (activityId: string) => string;
}

/** What is asked and offered of a tracked mail after it stands there; a chunk of its own. */
export const TrackedMore = (props: TrackedMoreProps) => {
  const { activityId, tracking } = props;
  const words = useTopic('mailTask');
  return (
    <>
      <QueueItems activityId={activityId} />
      {tracking.activity?.kind === 'email' && (
        <Disclosure title={words.title}>
          {() => (
            <MailTask
              activityAddress={props.activityAddress}
              mail={{ activityId, regarding: tracking.regarding, subject: tracking.activity?.subject ?? '' }}
              pickRegarding={props.pickRegarding}
            />
          )}
        </Disclosure>
      )}
    </>
  );
};
