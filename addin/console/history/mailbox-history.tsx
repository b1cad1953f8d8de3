import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { CallInput } from '#shared/contracts/api.ts';
import { Message } from '../../components/message.tsx';
import { Section } from '../../components/section.tsx';
import { FoundMails } from '../../features/several/found-mails.tsx';
import { type Picking, RunWithPicker } from '../../features/several/run-with-picker.tsx';
import { RegardingPage } from '../../features/regarding/regarding-page.tsx';
import { type MailboxLook, searchable } from '../../queries/mailbox-run.ts';
import { type ShownMailbox, useMailboxFolders, useMyMailboxes } from '../../queries/mailboxes.ts';
import { useStrings } from '../../strings/strings.ts';
import { beginOfDay } from '../begin-of-day.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  paragraph: { margin: 0, color: tokens.colorNeutralForeground2 },
});

type About = CallInput<'searchMailbox'>['body']['about'];

const picker = ({ chosen, addresses, answer }: Picking): ReactNode => (
  <RegardingPage
    chosen={chosen}
    for="choose"
    mail={{ addresses, internetMessageId: null, inReplyTo: [] }}
    onAnswer={(given) => answer(given?.regarding ?? null)}
  />
);

/** P9: mail of one's own mailbox that belongs to a record or an activity, to be tracked together. */
export const MailboxHistory = ({ about }: { readonly about: About }) => {
  const styles = useStyles();
  const { several } = useStrings();
  const mailboxes = useMyMailboxes();
  const [look, setLook] = useState<{ readonly look: MailboxLook; readonly turn: number } | null>(null);
  // Before it is known that there is a mailbox nothing is offered, and a failure here is none of the record's.
  const possible = searchable(mailboxes.data ?? []);
  if (possible.length === 0) return null;
  return (
    <Section title={several.history}>
      <p className={styles.paragraph}>{several.historySays}</p>
      <LookForm
        about={about}
        mailboxes={possible}
        onLook={(next) => setLook({ look: next, turn: (look?.turn ?? 0) + 1 })}
      />
      {look && (
        <RunWithPicker key={look.turn} picker={picker}>
          {(pick) => <FoundMails look={look.look} pickRegarding={pick} />}
        </RunWithPicker>
      )}
    </Section>
  );
};

interface LookFormProps {
  readonly about: About;
  readonly mailboxes: readonly ShownMailbox[];
  readonly onLook: (look: MailboxLook) => void;
}

const LookForm = ({ about, mailboxes, onLook }: LookFormProps) => {
  const styles = useStyles();
  const { several } = useStrings();
  const [mailboxId, setMailboxId] = useState(mailboxes[0]?.id ?? '');
  const [folder, setFolder] = useState('');
  const [days, setDays] = useState({ since: '', until: '' });
  const since = beginOfDay(days.since);
  const until = beginOfDay(days.until, 1);
  const turned = since !== null && until !== null && since >= until;
  const body = {
    about,
    limit: 100,
    ...(folder === '' ? {} : { folders: [folder] }),
    ...(since === null ? {} : { since }),
    ...(until === null ? {} : { until }),
  };
  return (
    <>
      <div className={styles.form}>
        {mailboxes.length > 1 && (
          <Field label={several.mailbox}>
            <Select onChange={(_event, { value }) => setMailboxId(value)} value={mailboxId}>
              {mailboxes.map(({ id, address }) => (
                <option key={id} value={id}>
                  {address}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <FolderSelect folder={folder} key={mailboxId} mailboxId={mailboxId} onChange={setFolder} />
        {(['since', 'until'] as const).map((end) => (
          <Field key={end} label={several[end]}>
            <Input onChange={(_event, { value }) => setDays({ ...days, [end]: value })} type="date" value={days[end]} />
          </Field>
        ))}
        <Button disabledFocusable={turned} onClick={() => onLook({ mailboxId, body })}>
          {several.search}
        </Button>
      </div>
      {turned && <Message intent="warning">{several.daysTurned}</Message>}
    </>
  );
};

interface FolderProps {
  readonly mailboxId: string;
  readonly folder: string;
  readonly onChange: (folder: string) => void;
}

/** Asked of the server when somebody is about to choose. */
const FolderSelect = ({ mailboxId, folder, onChange }: FolderProps) => {
  const { several } = useStrings();
  const [wanted, setWanted] = useState(false);
  const folders = useMailboxFolders(mailboxId, wanted ? 'now' : 'not yet');
  return (
    <Field label={several.folder}>
      <Select onChange={(_event, { value }) => onChange(value)} onFocus={() => setWanted(true)} value={folder}>
        <option value="">{several.usualFolders}</option>
        {(folders.data?.items ?? []).map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
};
