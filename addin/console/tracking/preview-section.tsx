import { Badge, Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { Disclosure } from '../../components/disclosure.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import type { ShownMailbox } from '../../queries/mailboxes.ts';
import {
  type ComparedMail,
  type Comparison,
  type TriedSettings,
  useComparison,
} from '../../queries/tracking-preview.ts';
import { useExactMoment, useStrings } from '../../strings/strings.ts';
import { useTrackingWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  days: { width: '80px' },
  paragraph: { margin: 0 },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  subject: { margin: 0, overflowWrap: 'anywhere' },
});

interface PreviewProps {
  readonly mailboxes: readonly ShownMailbox[];
  readonly tried: TriedSettings;
}

/** A10: what the mail of the last days would become by the settings of the form, before they are saved. */
export const PreviewSection = ({ mailboxes, tried }: PreviewProps) => {
  const styles = useStyles();
  const words = useTrackingWords().preview;
  const [chosen, setChosen] = useState<string | null>(null);
  const [days, setDays] = useState('7');
  const comparison = useComparison();
  const mailboxId = chosen ?? mailboxes[0]?.id;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (mailboxId !== undefined) comparison.mutate({ mailboxId, days: Number(days), tried });
  };
  return (
    <Section title={words.title}>
      <p className={styles.paragraph}>{words.lead}</p>
      {mailboxId === undefined ? (
        <p className={styles.paragraph}>
          {words.noMailbox} <GoLink to={{ room: 'mailboxes' }}>{words.toMailboxes}</GoLink>
        </p>
      ) : (
        <form className={styles.form} noValidate onSubmit={submit}>
          <Field label={words.mailbox}>
            <Select onChange={(_event, { value }) => setChosen(value)} value={mailboxId}>
              {mailboxes.map(({ id, address }) => (
                <option key={id} value={id}>
                  {address}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={words.days}>
            <Input
              className={styles.days}
              max={90}
              min={1}
              onChange={(_event, { value }) => setDays(value)}
              type="number"
              value={days}
            />
          </Field>
          <Button disabledFocusable={comparison.isPending} type="submit">
            {comparison.isPending ? words.running : words.run}
          </Button>
        </form>
      )}
      {comparison.isError && <ErrorNotice error={comparison.error} />}
      <div aria-live="polite">{comparison.data && <Compared comparison={comparison.data} />}</div>
    </Section>
  );
};

const isChange = ({ now, then }: ComparedMail): boolean => now.promote !== then.promote;

/** What would change, and what stays as it is. */
export const Compared = ({ comparison: { mails, more } }: { readonly comparison: Comparison }) => {
  const styles = useStyles();
  const words = useTrackingWords().preview;
  const changes = mails.filter(isChange);
  const others = mails.filter((mail) => !isChange(mail));
  const begun = changes.filter(({ then }) => then.promote).length;
  if (mails.length === 0) return <p className={styles.paragraph}>{words.none}</p>;
  const tracked = mails.filter(({ then }) => then.promote).length;
  return (
    <>
      <p className={styles.paragraph}>
        <strong>{words.summary(String(mails.length), String(tracked))}</strong>{' '}
        {words.difference(String(begun), String(changes.length - begun))} {more && words.cut}
      </p>
      {changes.length > 0 && <MailList label={words.changes} mails={changes} />}
      {others.length > 0 && (
        <Disclosure title={words.unchanged}>{() => <MailList label={words.unchanged} mails={others} />}</Disclosure>
      )}
    </>
  );
};

const MailList = ({ mails, label }: { readonly mails: readonly ComparedMail[]; readonly label: string }) => {
  const styles = useStyles();
  return (
    <ul aria-label={label} className={styles.list}>
      {mails.map((mail, index) => (
        <li className={styles.row} key={index}>
          <ComparedRow mail={mail} />
        </li>
      ))}
    </ul>
  );
};

const ComparedRow = ({ mail }: { readonly mail: ComparedMail }) => {
  const styles = useStyles();
  const words = useTrackingWords().preview;
  const { pane, serverSays } = useStrings();
  const moment = useExactMoment();
  const { at, sender, subject, sentence, promote, trackedFor } = mail.then;
  const facts = [
    at === null ? null : moment(at),
    sender,
    trackedFor.length === 0 ? null : words.for(trackedFor.join(', ')),
  ];
  const shown = subject?.trim() === '' ? pane.noSubject : subject;
  return (
    <>
      <div>
        <p className={styles.subject}>{shown ?? words.hidden}</p>
        <p className={styles.quiet}>{facts.filter(Boolean).join(' · ')}</p>
        <p className={styles.quiet}>{serverSays(sentence)}</p>
      </div>
      {isChange(mail) && (
        <Badge appearance="tint" color={promote ? 'success' : 'warning'}>
          {promote ? words.begins : words.ends}
        </Badge>
      )}
    </>
  );
};
