import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Membership } from '#shared/contracts/session.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { sayError } from '../../components/error-text.ts';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useWorkflow, useWriteWorkflow, type Workflow } from '../../queries/workflows.ts';
import { useStrings } from '../../strings/strings.ts';
import { useWorkflowWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { goTo } from '../place.ts';
import { RunHistory } from '../workflow/run-history.tsx';
import { fieldsOf, newWorkflow } from '../workflow/say-workflow.ts';
import { WorkflowForm } from '../workflow/workflow-form.tsx';
import { WorkflowPreview } from '../workflow/workflow-preview.tsx';
import { RoomTitle } from './room-title.tsx';
import { WorkflowSentence } from './workflows-page.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface WorkflowPageProps {
  /** Null: a new one. */
  readonly workflowId: string | null;
  readonly role: Membership['role'];
}

/** One workflow: how it stands, what it would do, what it did, and for administrators how it is written (S14). */
export const WorkflowPage = ({ workflowId, role }: WorkflowPageProps) =>
  workflowId === null ? <NewWorkflow /> : <StoredWorkflow role={role} workflowId={workflowId} />;

const NewWorkflow = () => {
  const words = useWorkflowWords();
  const notify = useNotify();
  const { create } = useWriteWorkflow();
  return (
    <>
      <RoomTitle>{words.add}</RoomTitle>
      <WorkflowForm
        begun={newWorkflow}
        error={create.error}
        keptBack={null}
        onSave={(fields) =>
          create.mutate(fields, {
            onSuccess: ({ id }) => {
              notify({ intent: 'success', text: words.saved });
              goTo({ room: 'workflow', workflowId: id });
            },
          })
        }
        saving={create.isPending}
      />
    </>
  );
};

const StoredWorkflow = ({ workflowId, role }: { readonly workflowId: string; readonly role: Membership['role'] }) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const workflow = useWorkflow(workflowId);
  if (workflow.isError) return <ErrorNotice error={workflow.error} onRetry={() => void workflow.refetch()} />;
  if (!workflow.data) return <TextSkeleton lines={8} />;
  const { name, state, counts, owner } = workflow.data;
  const badge = (
    <Badge appearance="tint" color={state === 'active' ? 'success' : 'warning'}>
      {words.state[state]}
    </Badge>
  );
  return (
    <>
      <RoomTitle aside={badge}>{name}</RoomTitle>
      <Standing role={role} workflow={workflow.data} />
      <div>
        <WorkflowSentence workflow={workflow.data} />
        <p className={styles.quiet}>
          {[
            words.counts(String(counts.sent), String(counts.skipped), String(counts.failed)),
            owner === null ? '' : words.by(owner.name),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {role === 'administrator' && <Actions workflow={workflow.data} />}
      {role === 'administrator' && <Editor workflow={workflow.data} />}
      <WorkflowPreview workflow={workflow.data} />
      <RunHistory workflowId={workflowId} />
      <GoLink to={{ room: 'workflows' }}>{words.toList}</GoLink>
    </>
  );
};

interface PartProps {
  readonly workflow: Workflow;
}

const useChangeState = ({ id }: Workflow) => {
  const words = useWorkflowWords();
  const strings = useStrings();
  const notify = useNotify();
  const { change } = useWriteWorkflow();
  return (state: Workflow['state']) =>
    change.mutate(
      { workflowId: id, changes: { state } },
      {
        onSuccess: () => notify({ intent: 'success', text: state === 'active' ? words.resumed : words.paused }),
        onError: (error) => notify({ intent: 'error', text: sayError(error, strings) }),
      },
    );
};

/** Why it is paused, and how to go on. */
const Standing = ({ workflow, role }: PartProps & { readonly role: Membership['role'] }) => {
  const words = useWorkflowWords();
  const changeState = useChangeState(workflow);
  if (workflow.state === 'active') return null;
  const resume = role === 'administrator' && (
    <Button onClick={() => changeState('active')} size="small">
      {words.resume}
    </Button>
  );
  return (
    <Message actions={resume} intent="warning">
      {workflow.pausedBecause === null ? (
        words.pausedByHand
      ) : (
        <>
          <strong>{words.pausedByItself}.</strong> {words.limit(String(workflow.mailsPerHour))} {words.goOn}
        </>
      )}
    </Message>
  );
};

const Actions = ({ workflow }: PartProps) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const strings = useStrings();
  const notify = useNotify();
  const changeState = useChangeState(workflow);
  const { remove } = useWriteWorkflow();
  const discard = () =>
    remove.mutate(workflow.id, {
      onSuccess: () => {
        notify({ intent: 'success', text: words.removed });
        goTo({ room: 'workflows' });
      },
      onError: (error) => notify({ intent: 'error', text: sayError(error, strings) }),
    });
  return (
    <div className={styles.row}>
      {workflow.state === 'active' && <Button onClick={() => changeState('paused')}>{words.pause}</Button>}
      <ConfirmDialog
        action={words.remove}
        keep={words.keep}
        onConfirm={discard}
        says={words.removeSays}
        title={words.removeTitle}
      />
    </div>
  );
};

const Editor = ({ workflow }: PartProps) => {
  const words = useWorkflowWords();
  const notify = useNotify();
  const { change } = useWriteWorkflow();
  const save = ({ state: _state, ...changes }: ReturnType<typeof fieldsOf>) =>
    change.mutate(
      { workflowId: workflow.id, changes },
      { onSuccess: () => notify({ intent: 'success', text: words.changed }) },
    );
  return (
    <Section title={words.edit}>
      <WorkflowForm
        begun={fieldsOf(workflow)}
        error={change.error}
        keptBack={workflow.keptBack}
        onSave={save}
        saving={change.isPending}
      />
    </Section>
  );
};
