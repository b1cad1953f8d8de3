import { Button } from '@fluentui/react-components';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { type Email, useEmailActions } from '../../queries/emails.ts';
import { useExactMoment } from '../../strings/strings.ts';
import { useConsoleStrings, useMailWords } from '../console-strings.ts';
import { type PartProps, usePartStyles } from './email-part.ts';

/** S6: where each recipient's copy is, and what every server said, attempt by attempt. */
export const Delivery = ({ email }: PartProps) => {
  const { serverSays } = useConsoleStrings();
  const styles = usePartStyles();
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
  const styles = usePartStyles();
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
  const styles = usePartStyles();
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
