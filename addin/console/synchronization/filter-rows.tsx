import { Button, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { Icon } from '../../components/icons.tsx';
import { useSyncWords } from '../console-strings.ts';
import { type Comparison, comparisonsOf, type FieldForm, type Row, rowOf, valueOf } from './filter-fields.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  value: { flexGrow: 1, flexBasis: '140px', minWidth: 0 },
});

/** Of a row that was just added; the same for every row, so that a row is not given the focus twice. */
const focusFirst = (line: HTMLDivElement | null): void => line?.querySelector('select')?.focus();

interface RowProps {
  readonly row: Row;
  readonly number: string;
  /** Which group or filter it belongs to, for ears. */
  readonly of: string;
  readonly fields: ReadonlyMap<string, FieldForm>;
  readonly isNew: boolean;
  readonly onChange: (row: Row) => void;
  readonly onRemove: () => void;
}

/** One condition: field, comparison, value. */
export const FilterRow = ({ row, number, of, fields, isNew, onChange, onRemove }: RowProps) => {
  const styles = useStyles();
  const { filters: words, fields: names } = useSyncWords();
  const form = fields.get(row.field) ?? 'text';
  const value = valueOf(row);
  return (
    <div className={styles.row} ref={isNew ? focusFirst : null}>
      <Select
        aria-label={words.field(number, of)}
        onChange={(_event, data) => onChange(rowOf(data.value, fields.get(data.value) ?? 'text', row.compares, ''))}
        value={row.field}
      >
        {!fields.has(row.field) && <option value={row.field}>{names[row.field] ?? row.field}</option>}
        {[...fields.keys()].map((field) => (
          <option key={field} value={field}>
            {names[field] ?? field}
          </option>
        ))}
      </Select>
      <Select
        aria-label={words.compare(number, of)}
        onChange={(_event, data) => onChange(rowOf(row.field, form, data.value as Comparison, value))}
        value={row.compares}
      >
        {[...new Set([...comparisonsOf[form], row.compares])].map((one) => (
          <option key={one} value={one}>
            {words.compares[one]}
          </option>
        ))}
      </Select>
      {'with' in row && (
        <ValueField
          form={form}
          label={words.value(number, of)}
          onChange={(next) => onChange({ ...row, with: next })}
          value={value}
        />
      )}
      <Button
        appearance="subtle"
        aria-label={words.removeRow(number, of)}
        icon={<Icon name="close" size={16} />}
        onClick={onRemove}
      />
    </div>
  );
};

interface ValueProps {
  readonly form: FieldForm;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const ValueField = ({ form, label, value, onChange }: ValueProps) => {
  const styles = useStyles();
  const words = useSyncWords().filters;
  if (form === 'yesNo')
    return (
      <Select aria-label={label} onChange={(_event, data) => onChange(data.value)} value={value}>
        <option value="true">{words.yes}</option>
        <option value="false">{words.no}</option>
      </Select>
    );
  return (
    <Input
      aria-label={label}
      className={styles.value}
      maxLength={500}
      onChange={(_event, data) => onChange(data.value)}
      type={form === 'day' ? 'date' : 'text'}
      value={value}
    />
  );
};
