import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Membership } from '#shared/contracts/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useTemplates } from '../../queries/templates.ts';
import { useWorkflows, type Workflow } from '../../queries/workflows.ts';
import { useWorkflowWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { goTo } from '../place.ts';
import { useTypeLabels } from '../use-type-labels.ts';
import { sayRecipient, sayTrigger } from '../workflow/say-workflow.ts';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, flexBasis: '240px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Workflows: what each does, whether it is on, and how many mails it sent (S14). */
export const WorkflowsPage = ({ role }: { readonly role: Membership['role'] }) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const list = useWorkflows();
  const workflows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const add = role === 'administrator' && (
    <Button
      appearance="primary"
      icon={<Icon name="add" />}
      onClick={() => goTo({ room: 'workflow', workflowId: null })}
    >
      {words.add}
    </Button>
  );
  return (
    <>
      <RoomTitle aside={add}>{words.title}</RoomTitle>
      <p className={styles.lead}>{words.lead}</p>
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={4} />}
      {list.isSuccess && workflows.length === 0 && (
        <EmptyState icon="spark" title={words.emptyTitle}>
          {role === 'administrator' ? words.empty : words.emptyForUsers}
        </EmptyState>
      )}
      {workflows.map((workflow) => (
        <WorkflowRow key={workflow.id} workflow={workflow} />
      ))}
      <MoreButton pages={list} />
    </>
  );
};

const WorkflowRow = ({ workflow }: { readonly workflow: Workflow }) => {
  const styles = useStyles();
  const words = useWorkflowWords();
  const { id, name, state, counts } = workflow;
  return (
    <Section heading="spoken" title={name}>
      <div className={styles.row}>
        <div className={styles.name}>
          <GoLink to={{ room: 'workflow', workflowId: id }}>{name}</GoLink>
          <p className={styles.quiet}>
            <WorkflowSentence workflow={workflow} />
          </p>
          <p className={styles.quiet}>
            {words.counts(String(counts.sent), String(counts.skipped), String(counts.failed))}
          </p>
        </div>
        <Badge appearance="tint" color={state === 'active' ? 'success' : 'warning'}>
          {words.state[state]}
        </Badge>
      </div>
    </Section>
  );
};

/** What it does, in a sentence. */
export const WorkflowSentence = ({ workflow }: { readonly workflow: Workflow }) => {
  const words = useWorkflowWords();
  const labelOf = useTypeLabels();
  const templates = useTemplates('email', '');
  const template = templates.data?.find(({ id }) => id === workflow.templateId)?.name;
  if (templates.isPending) return null;
  return words.sends(
    sayTrigger(workflow.trigger, words, labelOf),
    template ?? words.goneTemplate,
    sayRecipient(workflow.trigger, workflow.to, words),
  );
};
