import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ActivityDetail } from '#shared/model/activity.ts';
import { sayError } from '../../components/error-text.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { useNotify } from '../../components/notices.tsx';
import { RecordChip } from '../../components/record-chip.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useApi } from '../../queries/api-context.ts';
import { useActivity } from '../../queries/console.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';
import { useConsoleStrings, useMailWords } from '../console-strings.ts';
import { MailboxHistory } from '../history/mailbox-history.tsx';
import { GoLink } from '../go-link.tsx';
import { MailFrame } from '../mail-frame.tsx';
import { goTo } from '../place.ts';
import { useActivityFacts } from '../use-activity-facts.ts';
import { saveBytes } from '../save-bytes.ts';
import { RoomTitle } from './room-title.tsx';
import { VetoSection } from './veto-section.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(260px, 1fr)',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 980px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  side: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontFamily: 'inherit' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  paragraph: { margin: 0 },
  parties: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  evidence: { margin: 0, fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

/** One mail: what it says, whom it concerns, and why it is here. */
export const ActivityPage = ({ activityId }: { readonly activityId: string }) => {
  const styles = useStyles();
  const { pane } = useStrings();
  const activity = useActivity(activityId);
  if (activity.isError) return <ErrorNotice error={activity.error} onRetry={() => void activity.refetch()} />;
  if (!activity.data) return <TextSkeleton lines={10} />;
  const isMail = activity.data.kind === 'email';
  return (
    <>
      <RoomTitle aside={isMail && <AnswerButtons activityId={activityId} />}>
        {activity.data.subject || pane.noSubject}
      </RoomTitle>
      <div className={styles.columns}>
        <div className={styles.side}>
          <MessageSection activity={activity.data} />
          {isMail && <AttachmentSection activity={activity.data} />}
          {activity.data.internetMessageId !== null && <MailboxHistory about={{ kind: 'activity', id: activityId }} />}
        </div>
        <div className={styles.side}>
          <AboutSection activity={activity.data} />
          <WhySection activity={activity.data} />
          <VetoSection threadId={activity.data.threadId} />
        </div>
      </div>
    </>
  );
};

/** Answers a mail within its thread. */
const AnswerButtons = ({ activityId }: { readonly activityId: string }) => {
  const styles = useStyles();
  const { answer } = useMailWords();
  return (
    <div className={styles.row}>
      {(['reply', 'replyAll', 'forward'] as const).map((kind) => (
        <Button key={kind} onClick={() => goTo({ room: 'write', begin: { kind, id: activityId } })} size="small">
          {answer[kind]}
        </Button>
      ))}
    </div>
  );
};

interface PartProps {
  readonly activity: ActivityDetail;
}

const MessageSection = ({ activity }: PartProps) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const [form, setForm] = useState<'html' | 'text'>(activity.html === null ? 'text' : 'html');
  return (
    <Section title={words.activities.message}>
      {form === 'html' && activity.html !== null ? (
        <MailFrame html={activity.html} title={words.activities.message} />
      ) : (
        <pre className={styles.text}>{activity.text}</pre>
      )}
      {activity.remoteSources > 0 && (
        <p className={styles.quiet}>{words.activities.withoutRemote(activity.remoteSources)}</p>
      )}
      {activity.html !== null && (
        <div>
          <Button onClick={() => setForm(form === 'html' ? 'text' : 'html')} size="small">
            {form === 'html' ? words.activities.asText : words.activities.asHtml}
          </Button>
        </div>
      )}
    </Section>
  );
};

/** Downloads go through the interface with the token; an address alone opens nothing. */
const useSave = () => {
  const strings = useStrings();
  const notify = useNotify();
  return (bytes: Promise<Blob>, name: string) => {
    bytes.then(
      (blob) => saveBytes(blob, name),
      (error: unknown) => notify({ intent: 'error', text: sayError(error, strings) }),
    );
  };
};

const AttachmentSection = ({ activity }: PartProps) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const { call } = useApi();
  const save = useSave();
  const activityId = activity.id;
  return (
    <Section title={words.activities.attachments}>
      <div className={styles.row}>
        {activity.attachments.map(({ n, name, sizeBytes }) => (
          <Button
            aria-label={words.activities.download(name)}
            icon={<Icon name="attachment" size={16} />}
            key={n}
            onClick={() => save(call('getAttachment', { params: { activityId, n } }), name)}
            size="small"
          >
            {name} ({Math.max(1, Math.round(sizeBytes / 1024))} KB)
          </Button>
        ))}
        <Button
          icon={<Icon name="mail" size={16} />}
          onClick={() => save(call('getActivitySource', { params: { activityId } }), `${activityId}.eml`)}
          size="small"
        >
          {words.activities.source}
        </Button>
      </div>
    </Section>
  );
};

const AboutSection = ({ activity }: PartProps) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const { people, tracking } = useStrings();
  const moment = useMoment();
  const facts = useActivityFacts()(activity);
  const roleNames = people.role as Readonly<Record<string, string>>;
  return (
    <Section title={words.activities.people}>
      <p className={styles.quiet}>
        {facts.kind}
        {facts.when !== null && ` · ${facts.when}`}
      </p>
      <ul className={styles.parties}>
        {activity.parties.map((party, index) => (
          <li key={`${party.role} ${party.address} ${index}`}>
            <span className={styles.quiet}>{roleNames[party.role] ?? party.role} </span>
            {party.resolution.kind === 'resolved' ? (
              <GoLink to={{ room: 'record', record: party.resolution.record }}>{party.resolution.record.name}</GoLink>
            ) : (
              <span>{party.name ?? party.address}</span>
            )}
            <p className={styles.quiet}>
              {party.address}
              {party.resolution.kind === 'ambiguous' && ` · ${people.several(party.resolution.candidates.length)}`}
              {party.resolution.kind === 'unresolved' && ` · ${people.none}`}
            </p>
          </li>
        ))}
      </ul>
      <p className={styles.quiet}>{words.activities.regarding}</p>
      <div className={styles.row}>
        {activity.regarding.length === 0 && words.activities.noRegarding}
        {activity.regarding.map((record, index) => (
          <RecordChip
            key={record.id}
            onOpen={() => goTo({ room: 'record', record })}
            primary={index === 0 && activity.regarding.length > 1}
            record={record}
          />
        ))}
      </div>
      <p className={styles.quiet}>{words.activities.trackedBy}</p>
      <ul className={styles.parties}>
        {activity.trackedBy.map(({ promotionId, user, actor, at }) => (
          <li key={promotionId}>
            {actor === undefined ? user.name : tracking.forPrincipal(actor.name, user.name)} · {moment(at)}
          </li>
        ))}
      </ul>
      <p className={styles.quiet}>
        {tracking.seenBy}: {tracking.visibility[activity.visibility]}
      </p>
    </Section>
  );
};

const WhySection = ({ activity }: PartProps) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const { tracking, serverSays } = useStrings();
  return (
    <Section title={words.activities.why}>
      <p className={styles.paragraph}>{serverSays(activity.why)}</p>
      {activity.correlation !== null && (
        <>
          <p className={styles.paragraph}>
            {words.activities.follows}{' '}
            <GoLink to={{ room: 'activity', activityId: activity.correlation.activityId }}>
              {words.activities.openIt}
            </GoLink>
          </p>
          <p className={styles.evidence}>{activity.correlation.evidence}</p>
        </>
      )}
      <p className={styles.quiet}>{tracking.source[activity.source]}</p>
      {activity.flags.map((flag) => (
        <p className={styles.quiet} key={flag}>
          {tracking.flags[flag]}
        </p>
      ))}
    </Section>
  );
};
