import { Badge, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { resultOf } from '#shared/model/outcome-result.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useApi } from '../../queries/api-context.ts';
import { type LogLine, useReadLine } from '../../queries/router-log.ts';
import { useExactMoment, useStrings } from '../../strings/strings.ts';
import { useRouterWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  subject: { margin: 0, overflowWrap: 'anywhere' },
  sentence: { margin: 0, fontSize: tokens.fontSizeBase300 },
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    margin: 0,
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    '& dt': { color: tokens.colorNeutralForeground3 },
  },
});

const colors = { tracked: 'success', held: 'warning', notTracked: 'informative' } as const;

/** One mail: when, where, what became of it; opened, why. */
export const LogLineRow = ({ line }: { readonly line: LogLine }) => {
  const styles = useStyles();
  const words = useRouterWords().log;
  const moment = useExactMoment();
  const result = resultOf(line.reason);
  const who = [moment(line.at), line.mailbox ?? words.byHand, line.sender].filter(Boolean).join(' · ');
  return (
    <div className={styles.row}>
      <div>
        {line.subject !== null && <p className={styles.subject}>{line.subject}</p>}
        <p className={styles.quiet}>{who}</p>
        <Disclosure title={words.reasons[line.reason]}>{() => <Opened line={line} />}</Disclosure>
      </div>
      <Badge appearance="tint" color={colors[result]}>
        {words.results[result]}
      </Badge>
    </div>
  );
};

/** What the decision rested on, as it was noted. */
const evidenceOf = (evidence: unknown): [string, string][] =>
  typeof evidence === 'object' && evidence !== null
    ? Object.entries(evidence).flatMap(([name, value]): [string, string][] =>
        typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
      )
    : [];

const Opened = ({ line }: { readonly line: LogLine }) => {
  const styles = useStyles();
  const words = useRouterWords().log;
  const { serverSays } = useStrings();
  const { userId } = useApi();
  const evidence = evidenceOf(line.evidence);
  const isOthers = line.userId !== userId;
  return (
    <>
      <p className={styles.sentence}>{serverSays(line.sentence)}</p>
      {evidence.length > 0 && (
        <dl aria-label={words.evidence} className={styles.facts}>
          {evidence.map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
        </dl>
      )}
      {line.activityId !== null && <GoLink to={{ room: 'activity', activityId: line.activityId }}>{words.open}</GoLink>}
      {line.holdId !== null && <GoLink to={{ room: 'held' }}>{words.openHeld}</GoLink>}
      {isOthers && resultOf(line.reason) === 'notTracked' && <AskWho line={line} />}
    </>
  );
};

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

/** The form takes the place of the button that had the focus. */
const focusOnce = (input: HTMLInputElement | null): void => input?.focus();

/** A4: an administrator's look at another's mail wants a reason, which the audit keeps. */
const AskWho = ({ line }: { readonly line: LogLine }) => {
  const styles = useStyles();
  const words = useRouterWords().log;
  const { pane } = useStrings();
  const read = useReadLine(line.id);
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    read.mutate(reason);
  };
  if (read.data !== undefined)
    return read.data.sender === null && read.data.subject === null ? (
      <p className={styles.quiet}>{words.gone}</p>
    ) : (
      <dl className={styles.facts}>
        <Fact name={words.sender} value={read.data.sender ?? ''} />
        <Fact name={words.subject} value={read.data.subject ?? pane.noSubject} />
      </dl>
    );
  if (!isAsked)
    return (
      <div>
        <Button onClick={() => setAsked(true)} size="small">
          {words.ask}
        </Button>
      </div>
    );
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field hint={words.askSays} label={words.reason} required>
        <Input onChange={(_event, { value }) => setReason(value)} ref={focusOnce} value={reason} />
      </Field>
      <Button appearance="primary" disabledFocusable={read.isPending} size="small" type="submit">
        {words.show}
      </Button>
      {read.isError && <ErrorNotice error={read.error} />}
    </form>
  );
};
