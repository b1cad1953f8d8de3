import { Badge, Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useWorkflowRuns, type WorkflowRun } from '../../queries/workflows.ts';
import { useMoment } from '../../strings/strings.ts';
import { useWorkflowWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { MoreButton } from '../pages/more-button.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, flexBasis: '220px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

const states = ['due', 'sent', 'skipped', 'failed'] as const;
const colors = { due: 'brand', sent: 'success', skipped: 'informative', failed: 'danger' } as const;

/** What it did for each event that met its conditions, and why some got nothing (S14). */
export const RunHistory = ({ workflowId }: { readonly workflowId: string }) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const [state, setState] = useState<WorkflowRun['state'] | null>(null);
  const runs = useWorkflowRuns(workflowId, state);
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={words.history}>
      <p className={styles.quiet}>{words.historyLead}</p>
      <Field label={words.filter}>
        <Select
          onChange={(_event, { value }) => setState(states.find((one) => one === value) ?? null)}
          value={state ?? ''}
        >
          <option value="">{words.all}</option>
          {states.map((one) => (
            <option key={one} value={one}>
              {words.runState[one]}
            </option>
          ))}
        </Select>
      </Field>
      {runs.isError && <ErrorNotice error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.isPending && <RowsSkeleton rows={3} />}
      {runs.isSuccess && items.length === 0 && <p className={styles.quiet}>{words.noRuns}</p>}
      <ul aria-label={words.history} className={styles.list}>
        {items.map((run) => (
          <RunRow key={run.sequence} run={run} />
        ))}
      </ul>
      <MoreButton pages={runs} />
    </Section>
  );
};

const RunRow = ({ run }: { readonly run: WorkflowRun }) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const moment = useMoment();
  const { record, activityId, emailId, because, detail, state } = run;
  const why = [run.address, because === null ? null : words.because[because], detail].filter(Boolean);
  return (
    <li className={styles.row}>
      <div className={styles.name}>
        {record !== null && <GoLink to={{ room: 'record', record }}>{record.name}</GoLink>}
        {activityId !== null && <GoLink to={{ room: 'activity', activityId }}>{words.openMail}</GoLink>}
        <p className={styles.quiet}>{[moment(run.happenedAt), words.origins[run.origin], ...why].join(' · ')}</p>
      </div>
      {emailId === null ? (
        <Badge appearance="tint" color={colors[state]}>
          {words.runState[state]}
        </Badge>
      ) : (
        <GoLink to={{ room: 'email', emailId }}>{words.runState[state]}</GoLink>
      )}
    </li>
  );
};
