import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { type QueueItem, useMoveItem, useQueueItemsOf } from '../../queries/queues.ts';
import { useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  text: { flexGrow: 1, overflowWrap: 'anywhere' },
});

/** A16: in which queues the mail waits, and what one may do about it; nothing where it waits in none. */
export const QueueItems = ({ activityId }: { readonly activityId: string }) => {
  const styles = useStyles();
  const { tracking: words } = useStrings();
  const items = useQueueItemsOf(activityId);
  if (items.isError) return <ErrorNotice error={items.error} onRetry={() => void items.refetch()} />;
  if (items.data === undefined || items.data.length === 0) return null;
  return (
    <ul aria-label={words.queues} className={styles.list}>
      {items.data.map((item) => (
        <li key={item.id}>
          <QueueItemLine item={item} />
        </li>
      ))}
    </ul>
  );
};

const QueueItemLine = ({ item }: { readonly item: QueueItem }) => {
  const styles = useStyles();
  const { tracking: words } = useStrings();
  const move = useMoveItem(item.id);
  const { queueName, state, worker } = item;
  const steps = (['pick', 'release', 'resolve'] as const).filter((kind) => item.actions.includes(kind));
  return (
    <>
      <div className={styles.row}>
        <span className={styles.text}>{words.inQueue[state](queueName, worker?.name ?? '')}</span>
        {steps.map((kind) => (
          <Button disabledFocusable={move.isPending} key={kind} onClick={() => move.mutate({ kind })} size="small">
            {words.queueSteps[kind]}
          </Button>
        ))}
      </div>
      {move.isError && <ErrorNotice error={move.error} />}
    </>
  );
};
