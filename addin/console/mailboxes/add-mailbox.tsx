import { Button, Checkbox, Field, Input, Select, makeStyles } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { mappingOf } from '../../components/mapping-of.ts';
import { useNotify } from '../../components/notices.tsx';
import { useAddMailbox, useAddMyMailbox, useMailboxOwners, useTestIncoming } from '../../queries/mailboxes.ts';
import { useMailboxWords } from '../console-strings.ts';
import { useFormStyles } from '../servers/form-styles.ts';
import { ServerSteps } from '../servers/server-steps.tsx';
import { MappingDialog } from './mapping-dialog.tsx';
import { ServerFields } from './server-fields.tsx';
import { emptyServer, incomingOf, isComplete } from './server-form.ts';

const useStyles = makeStyles({
  wide: { flexBasis: '220px', flexGrow: 1 },
});

/** A26: a mailbox of one's own. */
export const AddMyMailbox = () => {
  const layout = useFormStyles();
  const words = useMailboxWords();
  const notify = useNotify();
  const add = useAddMyMailbox();
  const [form, setForm] = useState(emptyServer);
  const send = (how: { readonly takeOver?: true }) =>
    add.mutate(
      { incoming: incomingOf(form), secret: form.secret, ...how },
      {
        onSuccess: () => {
          setForm(emptyServer);
          notify({ intent: 'success', text: words.entered });
        },
      },
    );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    send({});
  };
  return (
    <form className={layout.form} onSubmit={submit}>
      <ServerFields form={form} of="owner" onChange={setForm} />
      <div className={layout.actions}>
        <Button
          appearance="primary"
          disabledFocusable={add.isPending || !isComplete(form) || form.secret === ''}
          type="submit"
        >
          {words.enter}
        </Button>
      </div>
      {add.isError && mappingOf(add.error) === null && <ErrorNotice error={add.error} />}
      <MappingDialog error={add.error} onNo={add.reset} onYes={() => send({ takeOver: true })} />
    </form>
  );
};

interface OwnerForm {
  readonly kind: 'user' | 'queue' | 'sink';
  readonly id: string;
  readonly address: string;
  readonly forwarded: boolean;
}

interface OwnerFieldsProps {
  readonly owner: OwnerForm;
  readonly onChange: (owner: OwnerForm) => void;
}

const OwnerChoice = ({ owner, onChange, kind }: OwnerFieldsProps & { readonly kind: 'user' | 'queue' }) => {
  const words = useMailboxWords();
  const owners = useMailboxOwners(kind);
  const choose = (id: string) =>
    onChange({ ...owner, id, address: owners.data?.find((one) => one.id === id)?.address ?? '' });
  return (
    <Field label={kind === 'user' ? words.person : words.queue} required>
      <Select onChange={(_event, { value }) => choose(value)} value={owner.id}>
        <option value="">{words.choose}</option>
        {owners.data?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
};

const OwnerFields = ({ owner, onChange }: OwnerFieldsProps) => {
  const styles = useStyles();
  const words = useMailboxWords();
  const ofKind = (kind: OwnerForm['kind']) => onChange({ kind, id: '', address: '', forwarded: kind === 'sink' });
  return (
    <>
      <Field label={words.owner}>
        <Select onChange={(_event, { value }) => ofKind(value as OwnerForm['kind'])} value={owner.kind}>
          {(['user', 'queue', 'sink'] as const).map((kind) => (
            <option key={kind} value={kind}>
              {words.owners[kind]}
            </option>
          ))}
        </Select>
      </Field>
      {owner.kind !== 'sink' && <OwnerChoice kind={owner.kind} onChange={onChange} owner={owner} />}
      <Field className={styles.wide} label={words.address} required>
        <Input onChange={(_event, { value }) => onChange({ ...owner, address: value })} value={owner.address} />
      </Field>
      {owner.kind === 'sink' && (
        <Checkbox
          checked={owner.forwarded}
          label={words.forwarded}
          onChange={(_event, { checked }) => onChange({ ...owner, forwarded: checked === true })}
        />
      )}
    </>
  );
};

const nobody: OwnerForm = { kind: 'user', id: '', address: '', forwarded: false };

/** An administrator adds a mailbox; its test can be run before. */
export const AddMailbox = () => {
  const layout = useFormStyles();
  const words = useMailboxWords();
  const notify = useNotify();
  const add = useAddMailbox();
  const test = useTestIncoming();
  const [form, setForm] = useState(emptyServer);
  const [owner, setOwner] = useState(nobody);
  const isReady = isComplete(form) && form.secret !== '';
  const isOwned = owner.address.trim() !== '' && (owner.kind === 'sink' || owner.id !== '');
  const given = () => ({ incoming: incomingOf(form), secret: form.secret });
  const send = (how: { readonly takeOver?: true }) => {
    const { kind, id, address, forwarded } = owner;
    add.mutate(
      {
        ...given(),
        ...how,
        owner: kind === 'sink' ? { kind } : { kind, id },
        address: address.trim(),
        wrapping: forwarded ? 'forwarded' : 'none',
      },
      {
        onSuccess: () => {
          setForm(emptyServer);
          setOwner(nobody);
          notify({ intent: 'success', text: words.added });
        },
      },
    );
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    send({});
  };
  const failed = [add, test].find((one) => one.isError && mappingOf(one.error) === null);
  return (
    <form className={layout.form} onSubmit={submit}>
      <OwnerFields onChange={setOwner} owner={owner} />
      <ServerFields form={form} of="administrator" onChange={setForm} />
      <div className={layout.actions}>
        <Button disabledFocusable={test.isPending || !isReady} onClick={() => test.mutate(given())}>
          {test.isPending ? words.testing : words.test}
        </Button>
        <Button appearance="primary" disabledFocusable={add.isPending || !isReady || !isOwned} type="submit">
          {words.save}
        </Button>
      </div>
      {failed && <ErrorNotice error={failed.error} />}
      <MappingDialog error={add.error} onNo={add.reset} onYes={() => send({ takeOver: true })} />
      <div aria-live="polite">{test.data && <ServerSteps test={test.data} />}</div>
    </form>
  );
};
