import { Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { sayError } from '../../components/error-text.ts';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useApi } from '../../queries/api-context.ts';
import { type HeldMail, useDiscardHeld, useRetryHeld } from '../../queries/held-mail.ts';
import { useExactMoment, useStrings } from '../../strings/strings.ts';
import { useRouterWords } from '../console-strings.ts';
import { saveBytes } from '../save-bytes.ts';
import { sayRetried } from './say-retried.ts';
import { SourceDialog } from './source-dialog.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'start', gap: tokens.spacingHorizontalXS },
  text: { flexGrow: 1, minWidth: 0 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  name: { margin: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  paragraph: { margin: 0 },
});

/** How a held mail is called: nobody could read more of it. */
export const nameOfHold = ({ internetMessageId, id }: HeldMail): string => internetMessageId ?? id;

interface HoldProps {
  readonly hold: HeldMail;
  readonly isSelected: boolean;
  readonly onSelect: (isSelected: boolean) => void;
}

/** One held mail: why, since when, for whom, and what the reader may do about it. */
export const HoldSection = ({ hold, isSelected, onSelect }: HoldProps) => {
  const styles = useStyles();
  const words = useRouterWords().held;
  const { serverSays } = useStrings();
  const moment = useExactMoment();
  const name = nameOfHold(hold);
  const facts = [
    moment(hold.at),
    words.size(String(Math.max(1, Math.round(hold.sizeBytes / 1024)))),
    words.attempts(hold.attempts),
    hold.mailbox === null ? null : words.foundAt(hold.mailbox),
    hold.heldFor === null ? null : words.heldFor(hold.heldFor.name),
  ];
  return (
    <Section heading="spoken" title={name}>
      <div className={styles.head}>
        {hold.actions.includes('retry') && (
          <Checkbox
            aria-label={words.select(name)}
            checked={isSelected}
            onChange={(_event, { checked }) => onSelect(checked === true)}
          />
        )}
        <div className={styles.text}>
          <p className={styles.name}>{name}</p>
          <p className={styles.paragraph}>{serverSays(hold.outcome.sentence)}</p>
          <p className={styles.quiet}>{facts.filter(Boolean).join(' · ')}</p>
        </div>
      </div>
      {hold.actions.length > 0 && <HoldActions hold={hold} />}
    </Section>
  );
};

const HoldActions = ({ hold }: Pick<HoldProps, 'hold'>) => {
  const styles = useStyles();
  const strings = useStrings();
  const words = useRouterWords().held;
  const notify = useNotify();
  const { call } = useApi();
  const retry = useRetryHeld();
  const discard = useDiscardHeld();
  const [isViewed, setViewed] = useState(false);
  const { id: holdId, actions } = hold;
  const name = nameOfHold(hold);
  const failed = (error: unknown) => notify({ intent: 'error', text: sayError(error, strings) });
  const tryAgain = () =>
    retry.mutate(holdId, {
      onSuccess: (answer) => {
        const { succeeded, says } = sayRetried(answer, words, strings.serverSays);
        notify({ intent: succeeded ? 'success' : 'warning', text: says });
      },
      onError: failed,
    });
  const save = () =>
    call('getUndeliverableSource', { params: { holdId } }).then((blob) => saveBytes(blob, `${holdId}.eml`), failed);
  return (
    <div className={styles.row}>
      {actions.includes('retry') && (
        <Button aria-label={words.retryOf(name)} disabledFocusable={retry.isPending} onClick={tryAgain} size="small">
          {words.retry}
        </Button>
      )}
      {actions.includes('source') && (
        <>
          <Button aria-label={words.viewOf(name)} onClick={() => setViewed(true)} size="small">
            {words.view}
          </Button>
          <Button aria-label={words.exportOf(name)} onClick={() => void save()} size="small">
            {words.export}
          </Button>
        </>
      )}
      {actions.includes('discard') && (
        <ConfirmDialog
          action={words.discard}
          keep={strings.pane.cancel}
          label={words.discardOf(name)}
          onConfirm={() =>
            discard.mutate(holdId, {
              onSuccess: () => notify({ intent: 'success', text: words.discarded }),
              onError: failed,
            })
          }
          says={words.discardSays}
          size="small"
          title={words.discardTitle}
        />
      )}
      {isViewed && <SourceDialog holdId={holdId} onClose={() => setViewed(false)} title={name} />}
    </div>
  );
};
