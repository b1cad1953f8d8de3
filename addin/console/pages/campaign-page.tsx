import { Badge, Button, ProgressBar, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { sayError } from '../../components/error-text.ts';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import {
  type Campaign,
  useCampaign,
  useCampaignActions,
  useCampaignMembers,
  useMemberPreview,
} from '../../queries/campaigns.ts';
import { useExactMoment, useStrings } from '../../strings/strings.ts';
import { CampaignForm } from '../campaign/campaign-form.tsx';
import { StartDialog } from '../campaign/start-dialog.tsx';
import { useCampaignWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { MailFrame } from '../mail-frame.tsx';
import { goTo } from '../place.ts';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
  // The button stays beside what it belongs to, however long that is.
  member: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  button: { flexShrink: 0 },
  plain: { margin: 0 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** One campaign: who gets what, how far it is, and what can be done. */
export const CampaignPage = ({ campaignId }: { readonly campaignId: string }) => {
  const { campaigns: words } = useCampaignWords();
  const campaign = useCampaign(campaignId);
  const [editing, setEditing] = useState(false);
  if (campaign.isError) return <ErrorNotice error={campaign.error} onRetry={() => void campaign.refetch()} />;
  if (!campaign.data) return <TextSkeleton lines={8} />;
  if (editing && campaign.data.state === 'draft')
    return <EditCampaign campaign={campaign.data} onClose={() => setEditing(false)} />;
  return (
    <>
      <RoomTitle aside={<Badge appearance="tint">{words.state[campaign.data.state]}</Badge>}>
        {campaign.data.name}
      </RoomTitle>
      <Progress campaign={campaign.data} />
      <Actions campaign={campaign.data} onEdit={() => setEditing(true)} />
      <Exclusions campaign={campaign.data} />
      <Members campaign={campaign.data} />
      <GoLink to={{ room: 'campaigns' }}>{words.toList}</GoLink>
    </>
  );
};

interface PartProps {
  readonly campaign: Campaign;
}

/** A draft changes as often as one likes; its members are found anew. */
const EditCampaign = ({ campaign, onClose }: PartProps & { readonly onClose: () => void }) => {
  const { edit } = useCampaignActions(campaign.id);
  const { name, subject, html, members } = campaign;
  return (
    <>
      <RoomTitle>{name}</RoomTitle>
      <CampaignForm
        begun={{ name, subject, html, members }}
        error={edit.error}
        onCancel={onClose}
        onSave={(fields) => edit.mutate(fields, { onSuccess: onClose })}
        saving={edit.isPending}
      />
    </>
  );
};

const Progress = ({ campaign }: PartProps) => {
  const styles = useStyles();
  const { campaigns: words } = useCampaignWords();
  const moment = useExactMoment();
  const { counts, mail, state, releaseAt } = campaign;
  // A pause in that moment ends, and it is the same moment still.
  const isHeldBack = state === 'releasing' || (state === 'running' && counts.written + counts.failed === 0);
  const all = counts.written + counts.waiting + counts.failed + counts.stopped;
  return (
    <Section title={campaign.subject}>
      <p className={styles.plain}>{words.counts(counts.members, counts.members - counts.excluded, counts.excluded)}</p>
      {isHeldBack && releaseAt !== null && <Message intent="info">{words.releasing(moment(releaseAt))}</Message>}
      {state === 'paused' && mail.pending > 0 && <Message intent="info">{words.waitsToo(mail.pending)}</Message>}
      {state !== 'draft' && (
        <>
          <ProgressBar aria-label={words.progress(counts.written, all)} max={Math.max(all, 1)} value={counts.written} />
          <p className={styles.quiet} role="status">
            {words.progress(counts.written, all)} ·{' '}
            {words.mail(mail.sent, mail.pending, mail.failed + mail.bounced + mail.uncertain)}
          </p>
        </>
      )}
    </Section>
  );
};

const Actions = ({ campaign, onEdit }: PartProps & { readonly onEdit: () => void }) => {
  const styles = useStyles();
  const { campaigns: words } = useCampaignWords();
  const strings = useStrings();
  const notify = useNotify();
  const { change, test, remove } = useCampaignActions(campaign.id);
  const told = (work: Promise<unknown>, text: string | null) => {
    work.then(
      () => text !== null && notify({ intent: 'success', text }),
      (error: unknown) => notify({ intent: 'error', text: sayError(error, strings) }),
    );
  };
  const { state } = campaign;
  const active = state === 'releasing' || state === 'running';
  const mayPause = active || (state === 'done' && campaign.mail.pending > 0);
  const mayStop = mayPause || state === 'paused';
  return (
    <div className={styles.row}>
      <StartDialog campaign={campaign} />
      {state === 'draft' && campaign.counts.waiting > 0 && (
        <Button onClick={() => told(test.mutateAsync(), words.tested)}>{words.test}</Button>
      )}
      {state === 'draft' && <Button onClick={onEdit}>{words.edit}</Button>}
      {state === 'draft' && (
        <ConfirmDialog
          action={words.discard}
          keep={words.keep}
          onConfirm={() =>
            told(
              remove.mutateAsync().then(() => goTo({ room: 'campaigns' })),
              words.discarded,
            )
          }
          says={words.discardSays}
          title={words.discardTitle}
        />
      )}
      {mayPause && <Button onClick={() => told(change.mutateAsync('paused'), null)}>{words.pause}</Button>}
      {state === 'paused' && (
        <Button appearance="primary" onClick={() => told(change.mutateAsync('running'), null)}>
          {words.goOn}
        </Button>
      )}
      {mayStop && <Button onClick={() => told(change.mutateAsync('stopped'), words.stopped)}>{words.stop}</Button>}
    </div>
  );
};

const Exclusions = ({ campaign }: PartProps) => {
  const styles = useStyles();
  const { campaigns: words } = useCampaignWords();
  if (campaign.exclusions.length === 0) return null;
  return (
    <Section title={words.exclusions}>
      <ul className={styles.list}>
        {campaign.exclusions.map(({ because, members }) => (
          <li key={because}>
            {members}: {words.because[because]}
          </li>
        ))}
      </ul>
    </Section>
  );
};

const Members = ({ campaign }: PartProps) => {
  const styles = useStyles();
  const { campaigns: words } = useCampaignWords();
  const list = useCampaignMembers(campaign.id, null);
  const [shown, setShown] = useState<number | null>(null);
  const members = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section title={words.members}>
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      <ul className={styles.list}>
        {members.map(({ position, record, address, state, because, detail, emailId }) => (
          <li key={position}>
            <div className={styles.member}>
              <div className={styles.name}>
                {emailId === null ? record.name : <GoLink to={{ room: 'email', emailId }}>{record.name}</GoLink>}
                <p className={styles.quiet}>
                  {[
                    address ?? '',
                    words.memberState[state],
                    because === null ? '' : words.because[because],
                    detail ?? '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <Button
                aria-expanded={shown === position}
                aria-label={shown === position ? `${words.close}: ${record.name}` : words.previewFor(record.name)}
                className={styles.button}
                onClick={() => setShown(shown === position ? null : position)}
                size="small"
              >
                {shown === position ? words.close : words.preview}
              </Button>
            </div>
            {shown === position && <Preview campaignId={campaign.id} position={position} />}
          </li>
        ))}
      </ul>
      <MoreButton pages={list} />
    </Section>
  );
};

const Preview = ({ campaignId, position }: { readonly campaignId: string; readonly position: number }) => {
  const { campaigns: words } = useCampaignWords();
  const preview = useMemberPreview(campaignId, position);
  if (preview.isError) return <ErrorNotice error={preview.error} />;
  if (!preview.data) return <TextSkeleton lines={4} />;
  return (
    <Section title={preview.data.subject}>
      {preview.data.missing.length > 0 && (
        <Message intent="warning">{words.missing(preview.data.missing.join(', '))}</Message>
      )}
      <MailFrame html={preview.data.html} title={words.preview} />
    </Section>
  );
};
