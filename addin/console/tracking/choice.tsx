import { Field, Select } from '@fluentui/react-components';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

/** One of a few options, each with its words. */
export const Choice = <Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) => (
  <Field label={label}>
    <Select onChange={(_event, data) => onChange(data.value as Value)} value={value}>
      {(Object.entries(options) as [Value, string][]).map(([option, says]) => (
        <option key={option} value={option}>
          {says}
        </option>
      ))}
    </Select>
  </Field>
);
