import { Field, Select } from '@fluentui/react-components';

interface ChoiceFieldProps<Choice extends string> {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly names: Readonly<Record<Choice, string>>;
  readonly value: Choice;
  readonly onChange: (choice: Choice) => void;
}

/** One of a few. */
export const ChoiceField = <Choice extends string>(props: ChoiceFieldProps<Choice>) => {
  const { label, choices, names, value, onChange } = props;
  const chosen = (name: string) => choices.find((choice) => choice === name) ?? value;
  return (
    <Field label={label}>
      <Select onChange={(_event, { value: name }) => onChange(chosen(name))} value={value}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {names[choice]}
          </option>
        ))}
      </Select>
    </Field>
  );
};
