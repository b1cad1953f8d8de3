import { Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Membership } from '#shared/contracts/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useOrganizationSettings } from '../../queries/organization-settings.ts';
import {
  type ItemState,
  useChangeQueueSettings,
  useQueueItems,
  useQueues,
  useQueueSettings,
} from '../../queries/queues.ts';
import { useConsoleStrings, useRouterWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { goTo } from '../place.ts';
import { QueueItemRow } from '../router/queue-item-row.tsx';
import { AcceptanceSelect } from '../tracking/acceptance-select.tsx';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  line: {
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottomStyle: 'none' },
  },
});

interface QueuesProps {
  readonly queueId: string | null;
  readonly membership: Membership;
}

/** A16: queues as an inbox of work that several people share. */
export const QueuesPage = ({ queueId, membership }: QueuesProps) => {
  const styles = useStyles();
  const words = useRouterWords().queues;
  const { rooms } = useConsoleStrings();
  const queues = useQueues();
  const here = queues.data?.find(({ id }) => id === queueId) ?? queues.data?.[0];
  return (
    <>
      <RoomTitle>{rooms.queues}</RoomTitle>
      <p className={styles.lead}>{words.lead}</p>
      {queues.isError && <ErrorNotice error={queues.error} onRetry={() => void queues.refetch()} />}
      {queues.isPending && <RowsSkeleton rows={4} />}
      {queues.data?.length === 0 && (
        <EmptyState
          action={<GoLink to={{ room: 'records', type: 'queue' }}>{words.toRecords}</GoLink>}
          icon="tray"
          title={words.noQueueTitle}
        >
          {words.noQueue}
        </EmptyState>
      )}
      {here !== undefined && (
        <Queue all={queues.data ?? []} here={here} isAdministrator={membership.role === 'administrator'} />
      )}
    </>
  );
};

type Named = Parameters<typeof QueueItemRow>[0]['others'];

interface QueueProps {
  readonly all: Named;
  readonly here: Named[number];
  readonly isAdministrator: boolean;
}

/** The mail of one queue, and the way to the others. */
const Queue = ({ all, here, isAdministrator }: QueueProps) => {
  const styles = useStyles();
  const words = useRouterWords().queues;
  const [state, setState] = useState<ItemState | null>('waiting');
  return (
    <>
      <div className={styles.form}>
        <Field label={words.queue}>
          <Select onChange={(_event, { value }) => goTo({ room: 'queues', queueId: value })} value={here.id}>
            {all.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <StateSelect onChange={setState} state={state} />
      </div>
      <Items others={all.filter(({ id }) => id !== here.id)} queueId={here.id} state={state} />
      {isAdministrator && <QueueTakes key={here.id} queueId={here.id} />}
    </>
  );
};

interface StateProps {
  readonly state: ItemState | null;
  readonly onChange: (state: ItemState | null) => void;
}

const states = ['waiting', 'picked', 'resolved'] as const;

const StateSelect = ({ state, onChange }: StateProps) => {
  const words = useRouterWords().queues;
  return (
    <Field label={words.state}>
      <Select
        onChange={(_event, { value }) => onChange(states.find((one) => one === value) ?? null)}
        value={state ?? ''}
      >
        {states.map((one) => (
          <option key={one} value={one}>
            {words.states[one]}
          </option>
        ))}
        <option value="">{words.allStates}</option>
      </Select>
    </Field>
  );
};

interface ItemsProps {
  readonly queueId: string;
  readonly state: ItemState | null;
  readonly others: Named;
}

const Items = ({ queueId, state, others }: ItemsProps) => {
  const styles = useStyles();
  const words = useRouterWords().queues;
  const list = useQueueItems(queueId, state);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={4} />}
      {list.isSuccess && items.length === 0 && (
        <EmptyState icon="checkCircle" title={words.emptyTitle}>
          {words.empty}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul aria-label={words.state} className={styles.list}>
          {items.map((item) => (
            <li className={styles.line} key={item.id}>
              <QueueItemRow item={item} others={others} />
            </li>
          ))}
        </ul>
      )}
      <MoreButton pages={list} />
    </>
  );
};

/** A2, A8: which mail the queue takes, as far as the organization allows. */
const QueueTakes = ({ queueId }: { readonly queueId: string }) => {
  const words = useRouterWords().queues;
  const notify = useNotify();
  const settings = useQueueSettings(queueId);
  const organization = useOrganizationSettings();
  const change = useChangeQueueSettings(queueId);
  if (settings.isError) return <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />;
  if (settings.data === undefined || organization.data === undefined) return null;
  return (
    <Section heading="spoken" title={words.takes}>
      <AcceptanceSelect
        ceiling={organization.data.acceptanceCeiling}
        label={words.takes}
        onChange={(acceptance) =>
          change.mutate({ acceptance }, { onSuccess: () => notify({ intent: 'success', text: words.saved }) })
        }
        value={settings.data.acceptance}
      />
      {change.isError && <ErrorNotice error={change.error} />}
    </Section>
  );
};
