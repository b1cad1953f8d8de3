import { Badge, Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { type CampaignFields, useCampaigns, useCreateCampaign, useMarketingLists } from '../../queries/campaigns.ts';
import { useRecordTypes } from '../../queries/console.ts';
import { useCampaignWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { goTo } from '../place.ts';
import { useTypeLabels } from '../use-type-labels.ts';
import { toMailHtml } from '../write/mail-html.ts';
import { RichText } from '../write/rich-text.tsx';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '860px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Quick campaigns: those there are, and a new one (S9). */
export const CampaignsPage = () => {
  const styles = useStyles();
  const { campaigns: words } = useCampaignWords();
  const [making, setMaking] = useState(false);
  const list = useCampaigns();
  const campaigns = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (making) return <NewCampaign />;
  const add = (
    <Button appearance="primary" icon={<Icon name="add" />} onClick={() => setMaking(true)}>
      {words.add}
    </Button>
  );
  return (
    <>
      <RoomTitle aside={add}>{words.title}</RoomTitle>
      <p className={styles.lead}>{words.lead}</p>
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={4} />}
      {list.isSuccess && campaigns.length === 0 && (
        <EmptyState icon="campaign" title={words.emptyTitle}>
          {words.empty}
        </EmptyState>
      )}
      {campaigns.map((campaign) => (
        <Section heading="spoken" key={campaign.id} title={campaign.name}>
          <div className={styles.row}>
            <div className={styles.name}>
              <GoLink to={{ room: 'campaign', campaignId: campaign.id }}>{campaign.name}</GoLink>
              <p className={styles.quiet}>
                {words.progress(campaign.counts.written, campaign.counts.written + campaign.counts.waiting)}
              </p>
            </div>
            <Badge appearance="tint">{words.state[campaign.state]}</Badge>
          </div>
        </Section>
      ))}
      <MoreButton pages={list} />
    </>
  );
};

const NewCampaign = () => {
  const styles = useStyles();
  const { campaigns: words } = useCampaignWords();
  const create = useCreateCampaign();
  const [members, setMembers] = useState<CampaignFields['members']>({ kind: 'query', type: 'contact', q: '' });
  const [text, setText] = useState<Pick<CampaignFields, 'name' | 'subject' | 'html'>>({
    name: '',
    subject: '',
    html: '',
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate(
      { ...text, html: toMailHtml(text.html), members },
      { onSuccess: ({ id }) => goTo({ room: 'campaign', campaignId: id }) },
    );
  };
  const nobody = members.kind === 'list' && members.listId === '';
  const incomplete = nobody || [text.name, text.subject, text.html].some((one) => one.trim() === '');
  return (
    <form className={styles.form} onSubmit={submit}>
      <RoomTitle>{words.add}</RoomTitle>
      <Field label={words.name} required>
        <Input maxLength={200} onChange={(_event, { value }) => setText({ ...text, name: value })} value={text.name} />
      </Field>
      <MemberChoice members={members} onChange={setMembers} />
      <Field label={words.subject} required>
        <Input
          maxLength={500}
          onChange={(_event, { value }) => setText({ ...text, subject: value })}
          value={text.subject}
        />
      </Field>
      <RichText html="" label={words.text} onChange={(html) => setText((before) => ({ ...before, html }))} />
      {create.isError && <ErrorNotice error={create.error} />}
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={incomplete || create.isPending} type="submit">
          {words.prepare}
        </Button>
      </div>
    </form>
  );
};

interface ChoiceProps {
  readonly members: CampaignFields['members'];
  readonly onChange: (members: CampaignFields['members']) => void;
}

/** To whom: a kind of record that a search narrows, or a marketing list. */
const MemberChoice = ({ members, onChange }: ChoiceProps) => {
  const styles = useStyles();
  const { campaigns: words } = useCampaignWords();
  return (
    <div className={styles.row}>
      <Field label={words.to}>
        <Select
          onChange={(_event, { value }) =>
            onChange(value === 'list' ? { kind: 'list', listId: '' } : { kind: 'query', type: 'contact', q: '' })
          }
          value={members.kind}
        >
          <option value="query">{words.by.query}</option>
          <option value="list">{words.by.list}</option>
        </Select>
      </Field>
      {members.kind === 'query' && <QueryFields members={members} onChange={onChange} />}
      {members.kind === 'list' && <ListField onChange={onChange} value={members.listId} />}
    </div>
  );
};

interface QueryProps {
  readonly members: Extract<CampaignFields['members'], { kind: 'query' }>;
  readonly onChange: ChoiceProps['onChange'];
}

const QueryFields = ({ members, onChange }: QueryProps) => {
  const { campaigns: words } = useCampaignWords();
  const types = useRecordTypes();
  const labelOf = useTypeLabels();
  const kinds = (types.data ?? []).filter(({ emailEnabled, name }) => emailEnabled && name !== 'user');
  return (
    <>
      <Field label={words.type}>
        <Select onChange={(_event, { value }) => onChange({ ...members, type: value })} value={members.type}>
          {kinds.map(({ name }) => (
            <option key={name} value={name}>
              {labelOf(name)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.search}>
        <Input onChange={(_event, { value }) => onChange({ ...members, q: value })} value={members.q} />
      </Field>
    </>
  );
};

interface ListProps {
  readonly value: string;
  readonly onChange: ChoiceProps['onChange'];
}

const ListField = ({ value, onChange }: ListProps) => {
  const { campaigns: words } = useCampaignWords();
  const lists = useMarketingLists();
  return (
    <Field hint={lists.data?.length === 0 ? words.noLists : ''} label={words.list}>
      <Select onChange={(_event, { value: listId }) => onChange({ kind: 'list', listId })} value={value}>
        <option value="" />
        {(lists.data ?? []).map(({ id, name, members }) => (
          <option key={id} value={id}>
            {name} ({members})
          </option>
        ))}
      </Select>
    </Field>
  );
};
