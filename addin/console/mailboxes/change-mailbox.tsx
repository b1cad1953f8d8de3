import { Button } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { mappingOf } from '../../components/mapping-of.ts';
import { useNotify } from '../../components/notices.tsx';
import { type ShownMailbox, useChangeServer } from '../../queries/mailboxes.ts';
import { useMailboxWords } from '../console-strings.ts';
import { useFormStyles } from '../servers/form-styles.ts';
import { changesOf, HandlingFields, handlingOf, isHandled } from './handling-fields.tsx';
import { MappingDialog } from './mapping-dialog.tsx';
import { ServerFields } from './server-fields.tsx';
import { formOfServer, incomingOf, isComplete, type ServerForm } from './server-form.ts';

/** The server is named only where something about it changed: it is tested anew then, and looked through again. */
const serverChanges = (stood: ServerForm, form: ServerForm) => {
  const incoming = incomingOf(form);
  const isAsItWas = JSON.stringify(incoming) === JSON.stringify(incomingOf(stood));
  const secret = form.secret === '' ? {} : { secret: form.secret };
  return isAsItWas && form.secret === '' ? {} : { incoming, ...secret };
};

interface ChangeMailboxProps {
  readonly mailbox: ShownMailbox;
  readonly onDone: () => void;
}

/** A25: another server, another way to sign in, or another handling of its mail, in place. */
export const ChangeMailbox = ({ mailbox, onDone }: ChangeMailboxProps) => {
  const layout = useFormStyles();
  const words = useMailboxWords();
  const notify = useNotify();
  const change = useChangeServer(mailbox);
  const stood = formOfServer(mailbox);
  const [form, setForm] = useState(stood);
  const [handling, setHandling] = useState(handlingOf(mailbox));
  const isReady = isComplete(form) && isHandled(handling);
  const send = (how: { readonly takeOver?: true }) =>
    change.mutate(
      { ...serverChanges(stood, form), ...changesOf(handling), ...how },
      {
        onSuccess: () => {
          notify({ intent: 'success', text: words.changed });
          onDone();
        },
      },
    );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    send({});
  };
  return (
    <form className={layout.form} onSubmit={submit}>
      <ServerFields form={form} isKept of="administrator" onChange={setForm} />
      <HandlingFields form={handling} mailbox={mailbox} onChange={setHandling} />
      <div className={layout.actions}>
        <Button appearance="primary" disabledFocusable={change.isPending || !isReady} type="submit">
          {words.changeSave}
        </Button>
      </div>
      {change.isError && mappingOf(change.error) === null && <ErrorNotice error={change.error} />}
      <MappingDialog error={change.error} onNo={change.reset} onYes={() => send({ takeOver: true })} />
    </form>
  );
};
