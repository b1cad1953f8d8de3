import { Field, Select } from '@fluentui/react-components';
import { acceptanceOrder, isWider } from '#shared/model/acceptance-order.ts';
import type { Acceptance } from '#shared/model/router-settings.ts';
import { useTrackingWords } from '../console-strings.ts';

interface AcceptanceSelectProps {
  readonly label: string;
  readonly value: Acceptance;
  readonly onChange: (option: Acceptance) => void;
  /** A8: wider options cannot be chosen, and the field says why. */
  readonly ceiling?: Acceptance;
}

/** Which unsolicited mail is taken, from narrow to wide (A2). */
export const AcceptanceSelect = ({ label, value, onChange, ceiling = 'all' }: AcceptanceSelectProps) => {
  const words = useTrackingWords();
  return (
    <Field label={label} {...(ceiling === 'all' ? {} : { hint: words.ceiling(words.acceptances[ceiling]) })}>
      <Select
        onChange={(_event, data) => onChange(acceptanceOrder.find((option) => option === data.value) ?? value)}
        value={value}
      >
        {acceptanceOrder.map((option) => (
          <option disabled={isWider(option, ceiling)} key={option} value={option}>
            {words.acceptances[option]}
          </option>
        ))}
      </Select>
    </Field>
  );
};
