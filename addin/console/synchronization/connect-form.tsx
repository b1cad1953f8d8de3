import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { mappingOf } from '../../components/mapping-of.ts';
import { useNotify } from '../../components/notices.tsx';
import { useMyMailboxes } from '../../queries/mailboxes.ts';
import { type SyncAccount, useConnectSync } from '../../queries/synchronization.ts';
import { useSyncWords } from '../console-strings.ts';
import { MappingDialog } from '../mailboxes/mapping-dialog.tsx';
import { stepsOf } from './steps-of.ts';
import { SyncSteps } from './sync-steps.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '560px' },
});

interface Connection {
  /** The Graph mailbox whose sign-in is used; null: a CardDAV server. */
  readonly mailbox: string | null;
  readonly url: string;
  readonly user: string;
  readonly secret: string;
}

const connectionOf = (stands: SyncAccount | null): Connection => ({
  mailbox: stands?.mailbox ?? null,
  url: stands?.protocol === 'dav' ? stands.url : '',
  user: stands?.protocol === 'dav' ? stands.user : '',
  secret: '',
});

/** Server and user as they stand, whose secret is kept. */
const isKept = (stands: SyncAccount | null, { url, user }: Connection): boolean =>
  stands?.protocol === 'dav' && stands.url === url.trim() && stands.user === user.trim();

const isComplete = ({ mailbox, url, user, secret }: Connection, kept: boolean): boolean =>
  mailbox !== null || (url.trim() !== '' && user.trim() !== '' && (secret !== '' || kept));

interface PlaceProps {
  readonly mailbox: string | null;
  readonly onChange: (mailbox: string | null) => void;
}

/** A Microsoft 365 mailbox whose mail is fetched already can be connected as it is; nothing where one has none. */
const PlaceSelect = ({ mailbox, onChange }: PlaceProps) => {
  const words = useSyncWords().connect;
  const mailboxes = useMyMailboxes();
  const usable = mailboxes.data?.filter(({ approved, incoming }) => approved && incoming.protocol === 'graph') ?? [];
  if (usable.length === 0 && mailbox === null) return null;
  return (
    <Field label={words.place}>
      <Select onChange={(_event, { value }) => onChange(value === '' ? null : value)} value={mailbox ?? ''}>
        <option value="">{words.server}</option>
        {usable.map(({ id, address }) => (
          <option key={id} value={id}>
            {words.mailbox(address)}
          </option>
        ))}
      </Select>
    </Field>
  );
};

interface FieldsProps {
  readonly form: Connection;
  readonly kept: boolean;
  readonly onChange: (form: Connection) => void;
}

const ConnectFields = ({ form, kept, onChange }: FieldsProps) => {
  const words = useSyncWords().connect;
  const change = (changed: Partial<Connection>) => onChange({ ...form, ...changed });
  return (
    <>
      <Field hint={words.urlHint} label={words.url} required>
        <Input inputMode="url" onChange={(_event, { value }) => change({ url: value })} value={form.url} />
      </Field>
      <Field label={words.user} required>
        <Input autoComplete="off" onChange={(_event, { value }) => change({ user: value })} value={form.user} />
      </Field>
      <Field hint={kept ? words.kept : words.secretHint} label={words.secret} required={!kept}>
        <Input
          autoComplete="new-password"
          onChange={(_event, { value }) => change({ secret: value })}
          type="password"
          value={form.secret}
        />
      </Field>
    </>
  );
};

interface ConnectFormProps {
  /** The connection that stands. */
  readonly stands: SyncAccount | null;
  readonly onDone?: () => void;
}

/** Y10: where the account is and who one is there; enabling it goes through every step and tells what each found. */
export const ConnectForm = ({ stands, onDone }: ConnectFormProps) => {
  const styles = useStyles();
  const words = useSyncWords().connect;
  const notify = useNotify();
  const connect = useConnectSync();
  const [form, setForm] = useState(connectionOf(stands));
  const kept = isKept(stands, form);
  const send = (how: { readonly takeOver?: true }) => {
    const { mailbox, url, user, secret } = form;
    const server = { url: url.trim(), user: user.trim(), ...(secret === '' ? {} : { secret }) };
    connect.mutate(
      { ...(mailbox === null ? server : { mailbox }), ...how },
      {
        onSuccess: () => {
          notify({ intent: 'success', text: words.enabled });
          onDone?.();
        },
      },
    );
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    send({});
  };
  const steps = stepsOf(connect.error);
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <PlaceSelect mailbox={form.mailbox} onChange={(mailbox) => setForm({ ...form, mailbox })} />
      {form.mailbox === null && <ConnectFields form={form} kept={kept} onChange={setForm} />}
      <div>
        <Button appearance="primary" disabledFocusable={connect.isPending || !isComplete(form, kept)} type="submit">
          {connect.isPending ? words.running : words.run}
        </Button>
      </div>
      <div aria-live="polite">
        {steps !== null && <SyncSteps steps={steps} />}
        {connect.isError && steps === null && mappingOf(connect.error) === null && (
          <ErrorNotice error={connect.error} />
        )}
      </div>
      <MappingDialog error={connect.error} onNo={connect.reset} onYes={() => send({ takeOver: true })} />
    </form>
  );
};
