import { Switch, makeStyles, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { Disclosure } from '../../components/disclosure.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Message } from '../../components/message.tsx';
import type { OpenItem } from '../../office/open-item.ts';
import { useThreadIds } from '../../queries/thread-ids.ts';
import { useMailThread } from '../../queries/threads.ts';
import { useTracking } from '../../queries/tracking.ts';
import { useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  quiet: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

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
  const styles = useStyles();
  const words = useStrings().tracking.veto;
  const { ids, activityId } = useNames(item);
  const { thread, change } = useMailThread(ids, activityId);
  if (thread === null) return null;
  const { threadId, everyone, reach } = thread;
  const stands = everyone ?? thread.own;
  const isTheirs = everyone !== null && reach === 'own';
  return (
    <section aria-label={words.title}>
      <div aria-live="polite">
        {stands !== null && (
          <Message intent="info">{everyone === null ? words.own : words.everyone(everyone.by.name)}</Message>
        )}
      </div>
      <Disclosure title={words.title}>
        {() => (
          <>
            <Switch
              checked={stands === null}
              disabled={change.isPending || isTheirs}
              label={reach === 'everyone' ? words.forEveryone : words.forMe}
              onChange={(_event, { checked }) => change.mutate({ threadId, wish: checked ? 'lift' : 'veto' })}
            />
            {isTheirs && <p className={styles.quiet}>{words.theirs}</p>}
            {change.isError && <ErrorNotice error={change.error} />}
          </>
        )}
      </Disclosure>
    </section>
  );
};
