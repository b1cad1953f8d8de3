import { Checkbox, makeStyles } from '@fluentui/react-components';
import type { CallInput } from '#shared/contracts/api.ts';
import type { ShownMailbox } from '../../queries/mailboxes.ts';
import { useMailboxWords } from '../console-strings.ts';
import { ChoiceField } from '../servers/choice-field.tsx';
import { NumberField } from '../servers/number-field.tsx';
import { TextField } from '../servers/text-field.tsx';

type Changes = CallInput<'changeMailbox'>['body'];
type Settlement = ShownMailbox['settlement'];

const useStyles = makeStyles({ wide: { flexBasis: '220px', flexGrow: 1 } });

/** How mail of a mailbox is handled, as it stands in the form (A1, A11, A13). */
export interface HandlingForm {
  readonly settlement: Settlement['kind'];
  readonly folder: string;
  readonly pollSeconds: string;
  readonly isForwarded: boolean;
}

export const handlingOf = ({ settlement, pollSeconds, wrapping }: ShownMailbox): HandlingForm => ({
  settlement: settlement.kind,
  folder: settlement.kind === 'move' ? settlement.folder : '',
  pollSeconds: String(pollSeconds),
  isForwarded: wrapping === 'forwarded',
});

/** The form as the server takes it. */
export const changesOf = ({ settlement, folder, pollSeconds, isForwarded }: HandlingForm): Changes => ({
  settlement: settlement === 'move' ? { kind: settlement, folder: folder.trim() } : { kind: settlement },
  pollSeconds: Number(pollSeconds),
  wrapping: isForwarded ? 'forwarded' : 'none',
});

export const isHandled = ({ settlement, folder, pollSeconds }: HandlingForm): boolean =>
  pollSeconds.trim() !== '' && (settlement !== 'move' || folder.trim() !== '');

interface HandlingFieldsProps {
  readonly mailbox: ShownMailbox;
  readonly form: HandlingForm;
  readonly onChange: (form: HandlingForm) => void;
}

/** What becomes of mail at its source once it is stored here, and how often it is asked for. */
export const HandlingFields = ({ mailbox, form, onChange }: HandlingFieldsProps) => {
  const styles = useStyles();
  const words = useMailboxWords();
  return (
    <>
      <ChoiceField
        choices={['leave', 'mark', 'move', 'delete']}
        label={words.settlement}
        names={words.settlements}
        onChange={(settlement) => onChange({ ...form, settlement })}
        value={form.settlement}
      />
      {form.settlement === 'move' && (
        <TextField
          className={styles.wide}
          label={words.moveTo}
          onChange={(folder) => onChange({ ...form, folder })}
          value={form.folder}
        />
      )}
      <NumberField
        label={words.pollSeconds}
        onChange={(pollSeconds) => onChange({ ...form, pollSeconds })}
        value={form.pollSeconds}
      />
      {mailbox.owner.kind === 'sink' && (
        <Checkbox
          checked={form.isForwarded}
          label={words.forwarded}
          onChange={(_event, { checked }) => onChange({ ...form, isForwarded: checked === true })}
        />
      )}
    </>
  );
};
