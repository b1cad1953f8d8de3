import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorNotice } from '../components/error-notice.tsx';
import { Message } from '../components/message.tsx';
import { useAlerts, usePutAwayAlert } from '../queries/alerts.ts';
import { useMoment, useStrings } from '../strings/strings.ts';
import { useMailboxWords } from './console-strings.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
});

/** Y10: what one must hear, in every room until it is put away. Where it cannot be asked for, the room says so itself. */
export const AlertList = () => {
  const styles = useStyles();
  const { alerts: words } = useMailboxWords();
  const { serverSays } = useStrings();
  const moment = useMoment();
  const alerts = useAlerts();
  const putAway = usePutAwayAlert();
  if (alerts.data === undefined || alerts.data.length === 0) return null;
  return (
    <section aria-label={words.title}>
      <ul className={styles.list}>
        {alerts.data.map(({ id, words: sentence, at }) => (
          <li key={id}>
            <Message
              actions={
                <Button
                  aria-label={words.putAwayOf(moment(at))}
                  disabledFocusable={putAway.isPending}
                  onClick={() => putAway.mutate(id)}
                  size="small"
                >
                  {words.putAway}
                </Button>
              }
              intent="warning"
            >
              {serverSays(sentence)} ({moment(at)})
            </Message>
          </li>
        ))}
      </ul>
      {putAway.isError && <ErrorNotice error={putAway.error} />}
    </section>
  );
};
