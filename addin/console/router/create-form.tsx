import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { UnresolvedAddress } from '#shared/contracts/address-matches.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { useCreateForAddress } from '../../queries/create-for-address.ts';
import { useConsoleStrings } from '../console-strings.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, flexBasis: '200px' },
});

interface CreateFormProps {
  readonly address: UnresolvedAddress;
  readonly onDone: () => void;
}

/** R7: a record of its own for an address, with all past mail that has it; undone, both are gone. */
export const CreateForm = ({ address: { address, name: known, activities }, onDone }: CreateFormProps) => {
  const styles = useStyles();
  const words = useConsoleStrings().addresses;
  const notify = useNotify();
  const client = useQueryClient();
  const create = useCreateForAddress();
  const [type, setType] = useState<'contact' | 'lead'>('contact');
  const [name, setName] = useState(known ?? address);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate(
      { type, name, address },
      {
        onSuccess: ({ undo }) => {
          notify({ intent: 'success', text: words.created(name), undo });
          onDone();
          void client.invalidateQueries();
        },
      },
    );
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={words.createType}>
        <Select onChange={(_event, { value }) => setType(value === 'lead' ? 'lead' : 'contact')} value={type}>
          <option value="contact">{words.createTypes.contact}</option>
          <option value="lead">{words.createTypes.lead}</option>
        </Select>
      </Field>
      <Field className={styles.name} label={words.createName} required>
        <Input maxLength={200} onChange={(_event, { value }) => setName(value)} value={name} />
      </Field>
      <Button appearance="primary" disabledFocusable={create.isPending || name.trim() === ''} type="submit">
        {words.createAndLink(activities)}
      </Button>
      {create.isError && <ErrorNotice error={create.error} />}
    </form>
  );
};
