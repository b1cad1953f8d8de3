import { Button, Checkbox, ProgressBar, makeStyles, tokens } from '@fluentui/react-components';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { RecordChip } from '../../components/record-chip.tsx';
import { Section } from '../../components/section.tsx';
import { isChoosable, toLookAt, toTrack, toUndo, type RunState } from '../../queries/run-state.ts';
import { type RunSource, type TrackingRun, useTrackingRun } from '../../queries/tracking-run.ts';
import { useStrings } from '../../strings/strings.ts';
import { RunRow } from './run-row.tsx';

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  foot: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} 0`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

/** Lets the person choose records from those likely for these addresses; null when they went back. */
export type PickForAll = (
  chosen: readonly NamedRecordRef[],
  addresses: readonly string[],
) => Promise<readonly NamedRecordRef[] | null>;

interface RunViewProps {
  readonly source: RunSource;
  readonly pickRegarding: PickForAll;
}

/** P9: several mails at once, from the first look to the way back. */
export const RunView = ({ source, pickRegarding }: RunViewProps) => {
  const styles = useStyles();
  const { several } = useStrings();
  const run = useTrackingRun(source);
  const { state, choose } = run;
  const busy = state.progress !== null;
  const choosable = state.items.filter(isChoosable);
  const pick = async () => {
    const picked = await pickRegarding(state.regarding ?? [], addressesOf(state));
    if (picked) run.regard(picked.length === 0 ? null : picked);
  };
  return (
    <div className={styles.view}>
      <Regarding busy={busy} onClear={() => run.regard(null)} onPick={() => void pick()} regarding={state.regarding} />
      <Section title={several.mails}>
        {choosable.length > 1 && (
          <Checkbox
            checked={allOf(state)}
            disabled={busy}
            label={several.all(choosable.length)}
            onChange={(_event, { checked }) =>
              choose(
                choosable.map(({ mail }) => mail.key),
                checked === true,
              )
            }
          />
        )}
        <ul className={styles.list}>
          {state.items.map((item) => (
            <RunRow
              busy={busy}
              item={item}
              key={item.mail.key}
              onChoose={(chosen) => choose([item.mail.key], chosen)}
              regarding={state.regarding}
            />
          ))}
        </ul>
      </Section>
      <Foot run={run} />
    </div>
  );
};

const mostAddresses = 20;

/** Of people who are none of ours. */
const addressesOf = ({ items }: RunState): readonly string[] => {
  const parties = items.flatMap(({ foreseen }) => foreseen?.parties ?? []);
  const others = parties.filter(
    ({ resolution }) => resolution.kind !== 'resolved' || resolution.record.type !== 'user',
  );
  return [...new Set(others.map(({ address }) => address))].slice(0, mostAddresses);
};

const allOf = (state: RunState): boolean | 'mixed' => {
  const chosen = toTrack(state).length;
  if (chosen === 0) return false;
  return chosen === state.items.filter(isChoosable).length ? true : 'mixed';
};

interface RegardingProps {
  readonly regarding: readonly NamedRecordRef[] | null;
  readonly busy: boolean;
  readonly onPick: () => void;
  readonly onClear: () => void;
}

const Regarding = ({ regarding, busy, onPick, onClear }: RegardingProps) => {
  const styles = useStyles();
  const { several, tracking } = useStrings();
  return (
    <Section title={several.regarding}>
      {regarding === null ? (
        <p className={styles.text}>{several.ownRegarding}</p>
      ) : (
        <div className={styles.chips}>
          {regarding.map((record, index) => (
            <RecordChip key={`${record.type}:${record.id}`} primary={index === 0} record={record} />
          ))}
        </div>
      )}
      <div className={styles.buttons}>
        <Button disabledFocusable={busy} onClick={onPick} size="small">
          {regarding === null ? several.chooseRegarding : tracking.changeRegarding}
        </Button>
        {regarding !== null && (
          <Button disabledFocusable={busy} onClick={onClear} size="small">
            {several.clearRegarding}
          </Button>
        )}
      </div>
    </Section>
  );
};

/** One progress for the whole, what came of it, and what can be done next. */
const Foot = ({ run }: { readonly run: TrackingRun }) => {
  const styles = useStyles();
  const { several } = useStrings();
  const { state } = run;
  const { progress } = state;
  return (
    <div className={styles.foot}>
      {progress && (
        <ProgressBar
          aria-label={several.progress[progress.doing](progress.done, progress.of)}
          max={progress.of}
          value={progress.done}
        />
      )}
      <p aria-live="polite" className={styles.text}>
        {progress ? several.progress[progress.doing](progress.done, progress.of) : <Result state={state} />}
      </p>
      {state.undoError !== null && <ErrorNotice consequence={several.undoFailed} error={state.undoError} />}
      <div className={styles.buttons}>
        {progress ? <Button onClick={run.stop}>{several.stop}</Button> : <Steps run={run} />}
      </div>
    </div>
  );
};

const Result = ({ state }: { readonly state: RunState }) => {
  const { several } = useStrings();
  const done = state.items.filter(({ step }) => step.kind === 'done').length;
  const failed = state.items.filter(({ step }) => step.kind === 'failed').length;
  if (done + failed > 0) return several.result(done, failed);
  return state.items.some(isChoosable) ? null : several.nothingToTrack;
};

const Steps = ({ run: { state, start, undo, look } }: { readonly run: TrackingRun }) => {
  const { several } = useStrings();
  const next = toTrack(state).length;
  const made = toUndo(state).length;
  return (
    <>
      {(next > 0 || made === 0) && (
        <Button appearance="primary" disabledFocusable={next === 0} onClick={start}>
          {several.track(next)}
        </Button>
      )}
      {made > 0 && <Button onClick={undo}>{several.undo(made)}</Button>}
      {toLookAt(state).length > 0 && <Button onClick={look}>{several.lookAgain}</Button>}
    </>
  );
};
