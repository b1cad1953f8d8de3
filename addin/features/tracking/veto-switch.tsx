import { Switch, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorNotice } from '../../components/error-notice.tsx';
import type { useMailThread } from '../../queries/threads.ts';
import { useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  quiet: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

type MailThread = ReturnType<typeof useMailThread>;

interface VetoSwitchProps {
  readonly thread: NonNullable<MailThread['thread']>;
  readonly change: MailThread['change'];
}

/** Whether mail of the conversation is tracked by itself; loaded when it is asked for. */
export const VetoSwitch = ({ thread: { threadId, everyone, own, reach }, change }: VetoSwitchProps) => {
  const styles = useStyles();
  const words = useStrings().tracking.veto;
  const isTheirs = everyone !== null && reach === 'own';
  return (
    <>
      <Switch
        checked={(everyone ?? own) === null}
        disabled={change.isPending || isTheirs}
        label={reach === 'everyone' ? words.forEveryone : words.forMe}
        onChange={(_event, { checked }) => change.mutate({ threadId, wish: checked ? 'lift' : 'veto' })}
      />
      {isTheirs && <p className={styles.quiet}>{words.theirs}</p>}
      {change.isError && <ErrorNotice error={change.error} />}
    </>
  );
};
