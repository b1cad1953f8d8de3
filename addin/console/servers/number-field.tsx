import { Field, Input, makeStyles } from '@fluentui/react-components';

const useStyles = makeStyles({
  narrow: { width: '140px' },
  // A number field is wider by itself than what stands beside it leaves room for.
  whole: { width: '100%', minWidth: 0 },
});

interface NumberFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A port, or another short number. */
export const NumberField = ({ label, value, onChange }: NumberFieldProps) => {
  const styles = useStyles();
  return (
    <Field className={styles.narrow} label={label} required>
      <Input
        className={styles.whole}
        input={{ className: styles.whole }}
        onChange={(_event, { value: written }) => onChange(written)}
        type="number"
        value={value}
      />
    </Field>
  );
};
