import { Input, type InputProps } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { searchable } from '../../queries/mailbox-run.ts';
import { useMailboxFolders, useMyMailboxes } from '../../queries/mailboxes.ts';

interface FolderInputProps extends Omit<InputProps, 'onChange' | 'value' | 'list'> {
  readonly value: string;
  readonly onChange: (folder: string) => void;
}

/** The name of a folder; those of one's own mailbox are proposed once somebody is about to write one. */
export const FolderInput = ({ value, onChange, ...field }: FolderInputProps) => {
  const list = useId();
  const [wanted, setWanted] = useState(false);
  const mailboxes = useMyMailboxes();
  const mailboxId = searchable(mailboxes.data ?? [])[0]?.id ?? null;
  const folders = useMailboxFolders(mailboxId ?? '', wanted && mailboxId !== null ? 'now' : 'not yet');
  return (
    <>
      <Input
        {...field}
        list={list}
        maxLength={500}
        onChange={(_event, given) => onChange(given.value)}
        onFocus={() => setWanted(true)}
        value={value}
      />
      <datalist id={list}>
        {folders.data?.items.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
};
