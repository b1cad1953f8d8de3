import { Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';

/** Entries of a text, without what is empty. */
export const entriesOf = (text: string, between: RegExp): string[] =>
  text
    .split(between)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

interface ListFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly entries: readonly string[];
  readonly onChange: (entries: string[]) => void;
}

/** A list that is written one entry a line; the text stays as it is typed. */
export const ListField = ({ label, hint, entries, onChange }: ListFieldProps) => {
  const [text, setText] = useState(entries.join('\n'));
  return (
    <Field hint={hint} label={label}>
      <Textarea
        onChange={(_event, { value }) => {
          setText(value);
          onChange(entriesOf(value, /[\n,;]/));
        }}
        resize="vertical"
        rows={3}
        value={text}
      />
    </Field>
  );
};
