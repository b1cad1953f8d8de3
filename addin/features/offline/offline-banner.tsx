import { Button } from '@fluentui/react-components';
import { Icon } from '../../components/icons.tsx';
import { useTopic } from '../../strings/topics.ts';
import { useOffline } from './offline-context.ts';

/** How many changes wait, and how many ask for a decision; leads to them. */
export const OfflineBanner = ({ onOpen }: { readonly onOpen: () => void }) => {
  const words = useTopic('offlineRecords');
  const { state } = useOffline();
  const asking = state.waiting.filter(({ change }) => change.state.kind !== 'waiting').length;
  const waiting = state.waiting.length - asking;
  const says = [waiting > 0 ? words.waiting(waiting) : '', asking > 0 ? words.asks(asking) : ''].filter(Boolean);
  const shown = state.kind === 'locked' ? [`${words.title}: ${words.lockedTitle}`] : says;
  if (shown.length === 0) return null;
  return (
    <Button icon={<Icon name={state.kind === 'locked' ? 'lock' : asking > 0 ? 'hold' : 'clock'} />} onClick={onOpen}>
      {shown.join(' · ')}
    </Button>
  );
};
