import { Field, Input } from '@fluentui/react-components';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string;
  readonly hint?: string | null;
  readonly required?: boolean;
  readonly type?: 'text' | 'url';
}

/** A line of a server's settings: host, user, address. The browser's memory of names has no place here. */
export const TextField = ({ label, value, onChange, type = 'text', required = true, ...field }: TextFieldProps) => (
  <Field label={label} required={required} {...field}>
    <Input autoComplete="off" onChange={(_event, { value: written }) => onChange(written)} type={type} value={value} />
  </Field>
);

/** Something that is entered and never shown. */
export const SecretField = ({ label, value, onChange, ...field }: Omit<TextFieldProps, 'type' | 'required'>) => (
  <Field label={label} {...field}>
    <Input
      autoComplete="new-password"
      onChange={(_event, { value: written }) => onChange(written)}
      type="password"
      value={value}
    />
  </Field>
);
