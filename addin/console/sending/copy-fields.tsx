import { Switch, makeStyles } from '@fluentui/react-components';
import { useConsoleStrings } from '../console-strings.ts';
import { ChoiceField } from '../servers/choice-field.tsx';
import { NumberField } from '../servers/number-field.tsx';
import { TextField } from '../servers/text-field.tsx';
import type { SendingForm } from './form-values.ts';

const useStyles = makeStyles({
  line: { flexBasis: '100%' },
  wide: { flexBasis: '280px', flexGrow: 1 },
});

interface CopyFieldsProps {
  readonly form: SendingForm;
  readonly change: (change: Partial<SendingForm>) => void;
}

/** S8: whether a copy of what was sent is kept in the mailbox's own folder, and where that mailbox is. */
export const CopyFields = ({ form, change }: CopyFieldsProps) => {
  const styles = useStyles();
  const { sending } = useConsoleStrings();
  return (
    <>
      <Switch
        checked={form.keepsCopy}
        className={styles.line}
        label={sending.copy.keep}
        onChange={(_event, { checked }) => change({ keepsCopy: checked })}
      />
      {form.keepsCopy && (
        <>
          <TextField
            className={styles.wide}
            label={sending.copy.host}
            onChange={(copyHost) => change({ copyHost })}
            value={form.copyHost}
          />
          <NumberField label={sending.copy.port} onChange={(copyPort) => change({ copyPort })} value={form.copyPort} />
          <ChoiceField
            choices={['implicit', 'required']}
            label={sending.copy.tls}
            names={sending.tlsModes}
            onChange={(copyTls) => change({ copyTls })}
            value={form.copyTls}
          />
          <TextField
            className={styles.wide}
            hint={sending.copy.folderHint}
            label={sending.copy.folder}
            onChange={(copyFolder) => change({ copyFolder })}
            required={false}
            value={form.copyFolder}
          />
        </>
      )}
    </>
  );
};
