import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Icon } from '../../components/icons.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { sayKept } from '../../components/say-kept.ts';
import { Section } from '../../components/section.tsx';
import { useKeeping, useKept } from '../../offline/keeper-context.ts';
import type { KeptPromotion } from '../../offline/kept-promotion.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  row: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS },
  subject: { display: 'block', fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  says: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  act: { marginTop: tokens.spacingVerticalXS },
});

interface KeptPageProps {
  readonly kept: readonly KeptPromotion[];
  readonly onBack: () => void;
}

/** P14: what waits for the server in this organization, mail by mail, with what can be done about each. */
export const KeptPage = ({ kept, onBack }: KeptPageProps) => {
  const styles = useStyles();
  const { offline: words } = useStrings();
  const { sendingId } = useKept();
  const keeping = useKeeping();
  return (
    <Page onBack={onBack} title={words.title}>
      <p className={styles.text}>{words.says}</p>
      <p className={styles.text}>{words.where}</p>
      {kept.length === 0 ? (
        <p className={styles.text}>{words.none}</p>
      ) : (
        <>
          <Section heading="spoken" title={words.title}>
            <ul className={styles.list}>
              {kept.map((one) => (
                <li key={one.id}>
                  <KeptRow kept={one} />
                </li>
              ))}
            </ul>
          </Section>
          <Button disabledFocusable={sendingId !== null} onClick={() => void keeping.send()}>
            {words.sendNow}
          </Button>
        </>
      )}
    </Page>
  );
};

const KeptRow = ({ kept }: { readonly kept: KeptPromotion }) => {
  const styles = useStyles();
  const strings = useStrings();
  const { offline: words, pane } = strings;
  const moment = useMoment();
  const notify = useNotify();
  const keeping = useKeeping();
  const { state, says } = sayKept(kept, useKept().sendingId, strings);
  const subject = kept.subject || pane.noSubject;
  const nextTry =
    kept.state.kind === 'waiting' ? words.nextTry(moment(new Date(kept.state.nextAttemptAt).toISOString())) : '';
  const discard = async () => {
    const stood = await keeping.discard(kept.id);
    notify({ intent: stood ? 'success' : 'warning', text: stood ? words.discarded : words.alreadySent });
  };
  return (
    <div className={styles.row}>
      <Icon name={state === 'kept' ? 'clock' : 'hold'} />
      <div>
        <span className={styles.subject}>{subject}</span>
        <p className={styles.says}>
          {[words.keptAt(moment(new Date(kept.keptAt).toISOString())), words.state[state], nextTry]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className={styles.says}>{says}</p>
        <div className={styles.act}>
          <ConfirmDialog
            action={words.discard}
            keep={words.keep}
            label={words.discardOne(subject)}
            onConfirm={() => void discard()}
            says={words.discardSays}
            size="small"
            title={words.discardTitle}
          />
        </div>
      </div>
    </div>
  );
};
