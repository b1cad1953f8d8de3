import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { type CampaignFields, useCampaigns, useCreateCampaign } from '../../queries/campaigns.ts';
import { CampaignForm } from '../campaign/campaign-form.tsx';
import { useCampaignWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { goTo } from '../place.ts';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, flexBasis: '160px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Quick campaigns: those there are, and a new one (S9). */
export const CampaignsPage = () => {
  const styles = useStyles();
  const { campaigns: words } = useCampaignWords();
  const [making, setMaking] = useState(false);
  const list = useCampaigns();
  const campaigns = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (making) return <NewCampaign onCancel={() => setMaking(false)} />;
  const add = (
    <Button appearance="primary" icon={<Icon name="add" />} onClick={() => setMaking(true)}>
      {words.add}
    </Button>
  );
  return (
    <>
      <RoomTitle aside={add}>{words.title}</RoomTitle>
      <p className={styles.lead}>{words.lead}</p>
      <div>
        <GoLink to={{ room: 'lists' }}>{words.lists}</GoLink>
      </div>
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

const blank: CampaignFields = {
  name: '',
  subject: '',
  html: '',
  members: { kind: 'query', type: 'contact', q: '' },
};

const NewCampaign = ({ onCancel }: { readonly onCancel: () => void }) => {
  const { campaigns: words } = useCampaignWords();
  const create = useCreateCampaign();
  return (
    <>
      <RoomTitle>{words.add}</RoomTitle>
      <CampaignForm
        begun={blank}
        error={create.error}
        onCancel={onCancel}
        onSave={(fields) =>
          create.mutate(fields, { onSuccess: ({ id }) => goTo({ room: 'campaign', campaignId: id }) })
        }
        saving={create.isPending}
      />
    </>
  );
};
