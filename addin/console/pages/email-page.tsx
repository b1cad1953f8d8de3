import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { sayError } from '../../components/error-text.ts';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useActivity } from '../../queries/console.ts';
import { type Email, useEmail, useEmailActions } from '../../queries/emails.ts';
import { useExactMoment, useStrings } from '../../strings/strings.ts';
import { useConsoleStrings, useMailWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { MailFrame } from '../mail-frame.tsx';
import { remedyOf } from '../write/remedy-of.ts';
import { goTo } from '../place.ts';
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
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  address: { overflowWrap: 'anywhere' },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
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
      <Actions email={email.data} />
      <div className={styles.columns}>
        <Content email={email.data} />
        <Delivery email={email.data} />
      </div>
    </>
  );
};

interface PartProps {
  readonly email: Email;
}

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

const Actions = ({ email }: PartProps) => {
  const styles = useStyles();
  const words = useMailWords().state;
  const strings = useStrings();
  const notify = useNotify();
  const { cancel, resend } = useEmailActions(email.id);
  const offers = (action: Email['actions'][number]) => email.actions.includes(action);
  const told = (work: Promise<unknown>, text: string) => {
    work.then(
      () => notify({ intent: 'success', text }),
      (error: unknown) => notify({ intent: 'error', text: sayError(error, strings) }),
    );
  };
  return (
    <>
      {offers('settle') && <Uncertain email={email} />}
      <div className={styles.row}>
        {offers('cancel') && <Button onClick={() => told(cancel.mutateAsync(), words.canceled)}>{words.cancel}</Button>}
        {offers('edit') && (
          <Button onClick={() => goTo({ room: 'write', begin: { kind: 'draft', id: email.id } })}>{words.edit}</Button>
        )}
        {offers('resend') && <Button onClick={() => told(resend.mutateAsync(), words.resent)}>{words.resend}</Button>}
        <GoLink to={{ room: 'activity', activityId: email.id }}>{words.open}</GoLink>
      </div>
    </>
  );
};

/** S4: what happened, what each choice means, and the choice for each recipient. */
const Uncertain = ({ email }: PartProps) => {
  const styles = useStyles();
  const words = useMailWords().state;
  const strings = useStrings();
  const notify = useNotify();
  const { settle } = useEmailActions(email.id);
  const say = (verdict: 'arrived' | 'sendAgain', address: string) =>
    settle.mutate(
      { verdict, address },
      {
        onSuccess: () => notify({ intent: 'success', text: verdict === 'arrived' ? words.settled : words.resent }),
        onError: (error) => notify({ intent: 'error', text: sayError(error, strings) }),
      },
    );
  return (
    <Message intent="warning">
      <strong>{words.uncertainTitle}.</strong> {words.uncertain} {words.uncertainChoices}
      <ul className={styles.list}>
        {email.recipients
          .filter(({ state }) => state === 'uncertain')
          .map(({ address }) => (
            <li className={styles.row} key={address}>
              <span className={styles.address}>{address}</span>
              <Button aria-label={words.arrivedAt(address)} onClick={() => say('arrived', address)} size="small">
                {words.arrived}
              </Button>
              <ConfirmDialog
                action={words.sendAgain}
                keep={words.leaveIt}
                label={words.sendAgainTo(address)}
                onConfirm={() => say('sendAgain', address)}
                says={words.sendAgainSays}
                size="small"
                title={words.sendAgainTitle(address)}
              />
            </li>
          ))}
      </ul>
    </Message>
  );
};

const Content = ({ email }: PartProps) => {
  const styles = useStyles();
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

const Delivery = ({ email }: PartProps) => {
  const { serverSays } = useConsoleStrings();
  const styles = useStyles();
  const words = useMailWords();
  const moment = useExactMoment();
  // S16: what went to the sandbox reached nobody, so it is never plainly sent.
  const said = (state: Email['recipients'][number]['state']): string =>
    email.sandbox && state === 'sent' ? words.status.sandbox : words.recipientState[state];
  return (
    <Section title={words.state.delivery}>
      <ul className={styles.list}>
        {email.recipients.map(({ role, address, name, state, lastAnswer, nextAttemptAt }) => (
          <li key={`${role} ${address}`}>
            <span className={styles.quiet}>{words[role]} </span>
            {name ?? address} · {said(state)}
            {name !== undefined && <p className={styles.quiet}>{address}</p>}
            {lastAnswer !== null && <p className={styles.quiet}>{serverSays(lastAnswer)}</p>}
            {nextAttemptAt !== null && email.attempts > 0 && (
              <p className={styles.quiet}>{words.state.next(moment(nextAttemptAt))}</p>
            )}
          </li>
        ))}
      </ul>
      <SentCopy email={email} />
      <p className={styles.quiet}>{words.state.attempts}</p>
      {email.history.length === 0 && <p className={styles.quiet}>{words.state.noAttempts}</p>}
      <ol className={styles.list}>
        {email.history.map(({ number, startedAt, results }) => (
          <li key={number}>
            {words.state.attempt(number, moment(startedAt))}
            {results.map(({ address, state, answer }) => (
              <p className={styles.quiet} key={address}>
                {address}: {said(state)}. {serverSays(answer)}
              </p>
            ))}
          </li>
        ))}
      </ol>
      <Reports email={email} />
    </Section>
  );
};

/** S8: what became of the copy in the folder of sent mail, and the way to try it again. */
const SentCopy = ({ email }: PartProps) => {
  const { serverSays } = useConsoleStrings();
  const styles = useStyles();
  const words = useMailWords().state;
  const notify = useNotify();
  const { keepCopy } = useEmailActions(email.id);
  const { sentCopy } = email;
  if (sentCopy === null) return null;
  return (
    <div>
      <p className={styles.quiet}>
        {words.sentCopy[sentCopy.task][sentCopy.state]} {sentCopy.answer !== null && serverSays(sentCopy.answer)}
      </p>
      {email.actions.includes('keepCopy') && (
        <>
          <p className={styles.quiet}>{words.copyAgainSays[sentCopy.task]}</p>
          <Button
            disabledFocusable={keepCopy.isPending}
            onClick={() =>
              keepCopy.mutate(undefined, {
                onSuccess: () => notify({ intent: 'success', text: words.copyRetried }),
              })
            }
            size="small"
          >
            {words.copyAgain[sentCopy.task]}
          </Button>
        </>
      )}
      {keepCopy.isError && <ErrorNotice error={keepCopy.error} />}
    </div>
  );
};

/** S12: what other mail systems reported later, beside the attempts. */
const Reports = ({ email }: PartProps) => {
  const styles = useStyles();
  const words = useMailWords();
  const moment = useExactMoment();
  if (email.reports.length === 0) return null;
  return (
    <>
      <p className={styles.quiet}>{words.state.reports}</p>
      <ol aria-label={words.state.reports} className={styles.list}>
        {email.reports.map(({ address, at, statusCode, hard, answer }, index) => (
          <li key={index}>
            {words.state.report(moment(at), address)}
            <p className={styles.quiet}>
              {[words.recipientState.bounced, hard ? words.state.hard : words.state.soft, statusCode, answer]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
};
