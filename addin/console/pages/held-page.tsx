import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { CallOutput } from '#shared/contracts/api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { sayError } from '../../components/error-text.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useApi } from '../../queries/api-context.ts';
import { useDiscardHeld, useHeldMail, useRetryHeld } from '../../queries/console.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';
import { useConsoleStrings } from '../console-strings.ts';
import { saveBytes } from '../save-bytes.ts';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

type Hold = CallOutput<'listUndeliverable'>['items'][number];

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  paragraph: { margin: 0 },
});

/** Mail that could not be read: kept, visible, and in the hands of whom it was held for. */
export const HeldPage = () => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const list = useHeldMail();
  const held = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <RoomTitle>{words.rooms.held}</RoomTitle>
      <p className={styles.lead}>{words.held.lead}</p>
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={4} />}
      {list.data && held.length === 0 && (
        <EmptyState icon="checkCircle" title={words.held.emptyTitle}>
          {words.held.empty}
        </EmptyState>
      )}
      {held.map((hold) => (
        <HoldSection hold={hold} key={hold.id} />
      ))}
      <MoreButton pages={list} />
    </>
  );
};

const HoldSection = ({ hold }: { readonly hold: Hold }) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const moment = useMoment();
  const { userId } = useApi();
  return (
    <Section title={hold.internetMessageId ?? hold.id}>
      <p className={styles.paragraph}>{hold.outcome.sentence}</p>
      <p className={styles.quiet}>
        {[
          moment(hold.at),
          words.held.size(String(Math.max(1, Math.round(hold.sizeBytes / 1024)))),
          words.held.attempts(hold.attempts),
          hold.heldFor?.name,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {hold.heldFor?.id === userId && <HoldActions holdId={hold.id} />}
    </Section>
  );
};

const HoldActions = ({ holdId }: { readonly holdId: string }) => {
  const styles = useStyles();
  const strings = useStrings();
  const words = useConsoleStrings();
  const notify = useNotify();
  const { call } = useApi();
  const retry = useRetryHeld();
  const failed = (error: unknown) => notify({ intent: 'error', text: sayError(error, strings) });
  const tryAgain = () =>
    retry.mutate(holdId, {
      onSuccess: ({ activity }) =>
        notify(
          activity === null
            ? { intent: 'warning', text: words.held.stillHeld }
            : { intent: 'success', text: words.held.retried },
        ),
      onError: failed,
    });
  const save = () =>
    call('getUndeliverableSource', { params: { holdId } }).then((blob) => saveBytes(blob, `${holdId}.eml`), failed);
  return (
    <div className={styles.row}>
      <Button disabledFocusable={retry.isPending} onClick={tryAgain} size="small">
        {words.held.retry}
      </Button>
      <Button onClick={() => void save()} size="small">
        {words.held.source}
      </Button>
      <DiscardButton holdId={holdId} onFailed={failed} />
    </div>
  );
};

const DiscardButton = ({ holdId, onFailed }: { holdId: string; onFailed: (error: unknown) => void }) => {
  const words = useConsoleStrings();
  const { pane } = useStrings();
  const notify = useNotify();
  const discard = useDiscardHeld();
  const [asked, setAsked] = useState(false);
  const run = () => {
    setAsked(false);
    discard.mutate(holdId, {
      onSuccess: () => notify({ intent: 'success', text: words.held.discarded }),
      onError: onFailed,
    });
  };
  return (
    <>
      <Button appearance="subtle" onClick={() => setAsked(true)} size="small">
        {words.held.discard}
      </Button>
      <Dialog onOpenChange={(_event, { open }) => setAsked(open)} open={asked}>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{words.held.discardTitle}</DialogTitle>
            <DialogContent>{words.held.discardSays}</DialogContent>
            <DialogActions>
              <Button appearance="primary" onClick={run}>
                {words.held.discard}
              </Button>
              <Button onClick={() => setAsked(false)}>{pane.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </>
  );
};
