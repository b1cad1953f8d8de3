import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { sayError } from '../../components/error-text.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useApi } from '../../queries/api-context.ts';
import { type HeldMail, useAllHeldMail, useHeldMail } from '../../queries/held-mail.ts';
import { useStrings } from '../../strings/strings.ts';
import { BatchProgress } from '../batch/batch-progress.tsx';
import { type BatchItem, useBatch } from '../batch/use-batch.ts';
import { useConsoleStrings, useRouterWords } from '../console-strings.ts';
import { ExportButton } from '../router/export-button.tsx';
import { HoldSection, nameOfHold } from '../router/hold-section.tsx';
import { sayRetried } from '../router/say-retried.ts';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const canRetry = ({ actions }: HeldMail): boolean => actions.includes('retry');
const canExport = ({ actions }: HeldMail): boolean => actions.includes('source');
const itemOf = (hold: HeldMail): BatchItem => ({ id: hold.id, name: nameOfHold(hold) });

/** A14: mail that could not be read or placed: kept, visible, and in the hands of whom it was held for. */
export const HeldPage = () => {
  const styles = useStyles();
  const words = useRouterWords().held;
  const { rooms } = useConsoleStrings();
  const list = useHeldMail();
  const { batch, run, stop } = useRetryMany();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const held = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const selected = held.filter((hold) => canRetry(hold) && chosen.has(hold.id));
  const select = (id: string, isSelected: boolean) =>
    setChosen(new Set(isSelected ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  return (
    <>
      <RoomTitle>{rooms.held}</RoomTitle>
      <p className={styles.lead}>{words.lead}</p>
      {held.some(canRetry) && (
        <div className={styles.row}>
          <RetryAll isRunning={batch.state === 'running'} run={run} />
          {held.some(canExport) && <ExportButton chosen={selected.filter(canExport)} />}
          {selected.length > 0 && (
            <Button disabledFocusable={batch.state === 'running'} onClick={() => void run(selected.map(itemOf))}>
              {words.retrySelected(String(selected.length))}
            </Button>
          )}
        </div>
      )}
      <BatchProgress batch={batch} onStop={stop} />
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={4} />}
      {list.data && held.length === 0 && (
        <EmptyState icon="checkCircle" title={words.emptyTitle}>
          {words.empty}
        </EmptyState>
      )}
      {held.map((hold) => (
        <HoldSection
          hold={hold}
          isSelected={chosen.has(hold.id)}
          key={hold.id}
          onSelect={(isSelected) => select(hold.id, isSelected)}
        />
      ))}
      <MoreButton pages={list} />
    </>
  );
};

/** Tries one after another; the list is asked anew once at the end. */
const useRetryMany = () => {
  const { call } = useApi();
  const client = useQueryClient();
  const strings = useStrings();
  const words = useRouterWords().held;
  const { batch, run, stop } = useBatch(async ({ id: holdId }) => {
    try {
      return sayRetried(await call('retryUndeliverable', { params: { holdId } }), words, strings.serverSays);
    } catch (error) {
      return { succeeded: false, says: sayError(error, strings) };
    }
  });
  const runAll = async (items: readonly BatchItem[]) => {
    await run(items);
    await client.invalidateQueries();
  };
  return { batch, run: runAll, stop };
};

interface RetryAllProps {
  readonly isRunning: boolean;
  readonly run: (items: readonly BatchItem[]) => Promise<void>;
}

const RetryAll = ({ isRunning, run }: RetryAllProps) => {
  const words = useRouterWords().held;
  const strings = useStrings();
  const notify = useNotify();
  const findAll = useAllHeldMail();
  const retryAll = () =>
    findAll().then(
      (all) => run(all.filter(canRetry).map(itemOf)),
      (error: unknown) => notify({ intent: 'error', text: sayError(error, strings) }),
    );
  return (
    <Button disabledFocusable={isRunning} onClick={() => void retryAll()}>
      {words.retryAll}
    </Button>
  );
};
