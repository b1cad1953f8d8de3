import { Button, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { Disclosure } from '../../components/disclosure.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { type ShownMailbox, useMailboxFolders, useSetFolders } from '../../queries/mailboxes.ts';
import { type Rule, useMySettings } from '../../queries/settings.ts';
import { useMailboxWords } from '../console-strings.ts';
import { FolderBinding } from './folder-binding.tsx';
import { type FolderEntry, folderEntries } from './folder-choice.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  list: { margin: 0, padding: 0, listStyleType: 'none', maxHeight: '70vh', overflowY: 'auto' },
  entry: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  name: { overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, maxWidth: '70ch' },
  find: { maxWidth: '320px' },
});

/** As many as the server takes. */
const most = 100;
/** With more folders than this one looks for them by name. */
const fewFolders = 12;
/** Of a title: the others are counted. */
const namedInTitle = 3;

interface FoldersProps {
  readonly mailbox: ShownMailbox;
  /** Whose mailbox it is also says which record a folder belongs to. */
  readonly as: 'owner' | 'administrator';
}

/** A21: which folders of a mailbox are read; nothing where the protocol has none. */
export const MailboxFolders = ({ mailbox, as }: FoldersProps) => {
  const words = useMailboxWords();
  const { incoming } = mailbox;
  if (incoming.protocol === 'pop3') return null;
  const set = incoming.folders ?? [];
  const title = words.foldersRead(set.slice(0, namedInTitle).join(', '), Math.max(0, set.length - namedInTitle));
  return (
    <Disclosure title={title}>
      {() => <FolderPicker as={as} key={mailbox.version} mailbox={mailbox} set={set} />}
    </Disclosure>
  );
};

interface PickerProps extends FoldersProps {
  readonly set: readonly string[];
}

const FolderPicker = ({ mailbox, as, set }: PickerProps) => {
  const listed = useMailboxFolders(mailbox.id);
  const settings = useMySettings(as === 'owner' ? 'now' : 'not yet');
  if (listed.isError) return <ErrorNotice error={listed.error} onRetry={() => void listed.refetch()} />;
  if (listed.data === undefined) return <RowsSkeleton rows={4} />;
  const rules = settings.data?.rules ?? null;
  return (
    <>
      <FolderForm entries={folderEntries(listed.data, set)} mailbox={mailbox} rules={rules} />
      {settings.isError && <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />}
    </>
  );
};

interface FormProps {
  readonly mailbox: ShownMailbox;
  readonly entries: readonly FolderEntry[];
  /** Null: of somebody else's mailbox. */
  readonly rules: readonly Rule[] | null;
}

const FolderForm = ({ mailbox, entries, rules }: FormProps) => {
  const styles = useStyles();
  const words = useMailboxWords();
  const notify = useNotify();
  const save = useSetFolders(mailbox.id);
  const [find, setFind] = useState('');
  const [chosen, setChosen] = useState(new Set(entries.flatMap(({ written, isSet }) => (isSet ? [written] : []))));
  const isChanged = entries.some(({ written, isSet }) => chosen.has(written) !== isSet);
  const problem = chosen.size === 0 ? words.noFolder : chosen.size > most ? words.tooManyFolders(most) : null;
  const shown = entries.filter(({ name }) => name.toLowerCase().includes(find.trim().toLowerCase()));
  const toggle = (written: string, on: boolean) =>
    setChosen(new Set(on ? [...chosen, written] : [...chosen].filter((each) => each !== written)));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const folders = entries.flatMap(({ written }) => (chosen.has(written) ? [written] : []));
    save.mutate(folders, { onSuccess: () => notify({ intent: 'success', text: words.foldersSaved }) });
  };
  return (
    <>
      <p className={styles.quiet}>{rules === null ? words.foldersLead : `${words.foldersLead} ${words.bindLead}`}</p>
      {entries.length > fewFolders && (
        <Field className={styles.find} label={words.findFolder}>
          <Input onChange={(_event, { value }) => setFind(value)} type="search" value={find} />
        </Field>
      )}
      <ul aria-label={words.folderList} className={styles.list}>
        {shown.map(({ written, name, use }) => (
          <li className={styles.entry} key={written}>
            <Checkbox
              checked={chosen.has(written)}
              className={styles.name}
              label={use === null ? name : `${name} (${words.folderUses[use]})`}
              onChange={(_event, { checked }) => toggle(written, checked === true)}
            />
            {rules !== null && use !== 'inbox' && use !== 'unlisted' && <FolderBinding folder={name} rules={rules} />}
          </li>
        ))}
      </ul>
      <form className={styles.form} onSubmit={submit}>
        <p aria-live="polite" className={styles.quiet}>
          {words.foldersChosen(chosen.size, entries.length)}
        </p>
        {problem !== null && <Message intent="warning">{problem}</Message>}
        <div>
          <Button
            appearance="primary"
            disabledFocusable={!isChanged || problem !== null || save.isPending}
            size="small"
            type="submit"
          >
            {save.isPending ? words.testing : words.foldersSave}
          </Button>
        </div>
        {save.isError && <ErrorNotice error={save.error} />}
      </form>
    </>
  );
};
