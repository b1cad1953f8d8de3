import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { sayError } from '../../components/error-text.ts';
import { mappingOf } from '../../components/mapping-of.ts';
import { MappingQuestion } from '../../components/mapping-question.tsx';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { useStrings } from '../../strings/strings.ts';
import { useTopic } from '../../strings/topics.ts';
import { problemOf } from '../../synchronization/problem-of.ts';
import { type Connecting, type OutlookSync, type Synchronizer } from '../../synchronization/synchronizer.ts';

const useStyles = makeStyles({
  text: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

interface OutlookSyncOfferProps {
  readonly known: OutlookSync;
  readonly synchronizer: Synchronizer;
  /** Whether this Outlook is the synchronizing one, which alone may. */
  readonly isHere: boolean;
}

/** I3: lets this Outlook synchronize; I5, I6: asks first where somebody else has the mailbox. */
export const OutlookSyncOffer = ({ known, synchronizer, isHere }: OutlookSyncOfferProps) => {
  const styles = useStyles();
  const strings = useStrings();
  const words = useTopic('outlookSync');
  const notify = useNotify();
  const stopped = known.account?.enabled === false ? known.account.health.problem : null;
  const connecting = useMutation({
    mutationFn: (how: Connecting) => synchronizer.connect(how),
    onError: (error) => {
      // What stands above this offer is not said twice.
      if (problemOf(error) === 'server' && mappingOf(error) === null)
        notify({ intent: 'error', text: sayError(error, strings) });
    },
  });
  return (
    <>
      {stopped !== null && <Message intent="warning">{strings.serverSays(stopped)}</Message>}
      {known.account?.enabled === true && <p className={styles.text}>{words.byServerNow}</p>}
      <p className={styles.text}>{isHere ? words.offer : `${words.offer} ${words.claimFirst}`}</p>
      {isHere && (
        <div className={styles.row}>
          <Button disabledFocusable={connecting.isPending} onClick={() => connecting.mutate({})} size="small">
            {words.connect}
          </Button>
          {connecting.isPending && <Spinner label={words.connecting} labelPosition="after" size="tiny" />}
        </div>
      )}
      <MappingQuestion
        error={connecting.error}
        onNo={connecting.reset}
        onYes={() => connecting.mutate({ takeOver: true })}
        words={words.mapping}
      />
    </>
  );
};
