import { Field, Input, Select, Switch, makeStyles } from '@fluentui/react-components';
import { useConsoleStrings } from '../console-strings.ts';
import type { SendingForm } from './form-values.ts';

const useStyles = makeStyles({
  line: { flexBasis: '100%' },
  wide: { flexBasis: '280px', flexGrow: 1 },
  narrow: { width: '110px' },
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
          <Field className={styles.wide} label={sending.copy.host} required>
            <Input onChange={(_event, { value }) => change({ copyHost: value })} value={form.copyHost} />
          </Field>
          <Field className={styles.narrow} label={sending.copy.port} required>
            <Input onChange={(_event, { value }) => change({ copyPort: value })} type="number" value={form.copyPort} />
          </Field>
          <Field label={sending.copy.tls}>
            <Select
              onChange={(_event, { value }) => change({ copyTls: value as SendingForm['copyTls'] })}
              value={form.copyTls}
            >
              {(['implicit', 'required'] as const).map((mode) => (
                <option key={mode} value={mode}>
                  {sending.tlsModes[mode]}
                </option>
              ))}
            </Select>
          </Field>
          <Field className={styles.wide} hint={sending.copy.folderHint} label={sending.copy.folder}>
            <Input onChange={(_event, { value }) => change({ copyFolder: value })} value={form.copyFolder} />
          </Field>
        </>
      )}
    </>
  );
};
