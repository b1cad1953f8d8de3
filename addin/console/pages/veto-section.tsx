import { Switch, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { useChangeThreadVeto, useThreadVeto } from '../../queries/threads.ts';
import { useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** C6: whether further mail of this conversation is tracked by itself, and for whom one may say so. */
export const VetoSection = ({ threadId }: { readonly threadId: string }) => {
  const styles = useStyles();
  const words = useStrings().tracking.veto;
  const veto = useThreadVeto(threadId);
  const change = useChangeThreadVeto(threadId);
  if (veto.isError) return <ErrorNotice error={veto.error} onRetry={() => void veto.refetch()} />;
  if (!veto.data) return null;
  const { everyone, own, reach } = veto.data;
  const stands = everyone ?? own;
  const isTheirs = everyone !== null && reach === 'own';
  return (
    <Section title={words.title}>
      <Switch
        checked={stands === null}
        disabled={change.isPending || isTheirs}
        label={reach === 'everyone' ? words.forEveryone : words.forMe}
        onChange={(_event, { checked }) => change.mutate(checked ? 'lift' : 'veto')}
      />
      {everyone !== null && <p className={styles.quiet}>{words.everyone(everyone.by.name)}</p>}
      {everyone === null && own !== null && <p className={styles.quiet}>{words.own}</p>}
      {isTheirs && <p className={styles.quiet}>{words.theirs}</p>}
      {change.isError && <ErrorNotice error={change.error} />}
    </Section>
  );
};
