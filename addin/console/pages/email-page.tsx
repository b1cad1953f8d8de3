import { makeStyles, tokens } from '@fluentui/react-components';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Message } from '../../components/message.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useActivity } from '../../queries/console.ts';
import { useEmail } from '../../queries/emails.ts';
import { useExactMoment, useStrings } from '../../strings/strings.ts';
import { useConsoleStrings, useMailWords } from '../console-strings.ts';
import { Delivery } from '../email/delivery.tsx';
import { EmailActions } from '../email/email-actions.tsx';
import { type PartProps, usePartStyles } from '../email/email-part.ts';
import { MailFrame } from '../mail-frame.tsx';
import { remedyOf } from '../write/remedy-of.ts';
import { StatusBadge } from './emails-page.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(260px, 1fr)',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 980px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontFamily: 'inherit' },
});

/** One mail of one's own: where it is, what each server said, and what can be done about it (S6). */
export const EmailPage = ({ emailId }: { readonly emailId: string }) => {
  const styles = useStyles();
  const { pane } = useStrings();
  const email = useEmail(emailId);
  if (email.isError) return <ErrorNotice error={email.error} onRetry={() => void email.refetch()} />;
  if (!email.data) return <TextSkeleton lines={10} />;
  const subject = email.data.subjectSent ?? email.data.subject;
  return (
    <>
      <RoomTitle aside={<StatusBadge email={email.data} />}>{subject === '' ? pane.noSubject : subject}</RoomTitle>
      <Standing email={email.data} />
      <EmailActions email={email.data} />
      <div className={styles.columns}>
        <Content email={email.data} />
        <Delivery email={email.data} />
      </div>
    </>
  );
};

const Standing = ({ email }: PartProps) => {
  const { serverSays } = useConsoleStrings();
  const words = useMailWords().state;
  const moment = useExactMoment();
  const waits = email.status === 'pendingSend';
  const remedy = remedyOf(email.recipients);
  return (
    <>
      {email.paused !== null && waits && (
        <Message intent="warning">{words.paused(serverSays(email.paused.answer))}</Message>
      )}
      {waits && email.attempts === 0 && email.sendAt !== null && (
        <Message intent="info">{words.notBefore(moment(email.sendAt))}</Message>
      )}
      {waits && email.attempts > 0 && email.nextAttemptAt !== null && (
        <Message intent="info">{words.next(moment(email.nextAttemptAt))}</Message>
      )}
      {remedy !== null && <Message intent="warning">{words.remedies[remedy]}</Message>}
      {email.sandbox && <Message intent="info">{words.sandbox}</Message>}
    </>
  );
};

const Content = ({ email }: PartProps) => {
  const styles = { ...usePartStyles(), ...useStyles() };
  const words = useMailWords();
  const activity = useActivity(email.id);
  return (
    <Section title={words.text}>
      {activity.data?.html != null ? (
        <MailFrame html={activity.data.html} title={words.text} />
      ) : (
        <pre className={styles.text}>{email.text}</pre>
      )}
      {email.attachments.length > 0 && (
        <p className={styles.quiet}>
          {words.attachments}: {email.attachments.map(({ name }) => name).join(', ')}
        </p>
      )}
    </Section>
  );
};
