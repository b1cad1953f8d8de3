import { Checkbox, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { Disclosure } from '../../components/disclosure.tsx';
import { useMailWords } from '../console-strings.ts';
import type { Draft } from './draft.ts';

const useStyles = makeStyles({
  options: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalL },
});

interface SendOptionsProps {
  readonly draft: Draft;
  readonly onChange: (changes: Partial<Draft>) => void;
}

/** A moment as the browser's field writes it, in the person's own time zone. */
const localMoment = (iso: string | null): string => {
  if (iso === null) return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** When it goes, how urgent it is, and what one wants to hear back (S11). */
export const SendOptions = ({ draft, onChange }: SendOptionsProps) => {
  const styles = useStyles();
  const { options: words } = useMailWords();
  return (
    <Disclosure title={words.title}>
      {() => (
        <div className={styles.options}>
          <Field label={words.sendAt}>
            <Input
              onChange={(_event, { value }) =>
                onChange({ sendAt: value === '' ? null : new Date(value).toISOString() })
              }
              type="datetime-local"
              value={localMoment(draft.sendAt)}
            />
          </Field>
          <Field label={words.priority}>
            <Select
              onChange={(_event, { value }) => onChange({ priority: value as Draft['priority'] })}
              value={draft.priority}
            >
              {(['high', 'normal', 'low'] as const).map((priority) => (
                <option key={priority} value={priority}>
                  {words.priorities[priority]}
                </option>
              ))}
            </Select>
          </Field>
          <Checkbox
            checked={draft.readReceipt}
            label={words.readReceipt}
            onChange={(_event, { checked }) => onChange({ readReceipt: checked === true })}
          />
          <Checkbox
            checked={draft.deliveryNotification}
            label={words.deliveryNotification}
            onChange={(_event, { checked }) => onChange({ deliveryNotification: checked === true })}
          />
        </div>
      )}
    </Disclosure>
  );
};
