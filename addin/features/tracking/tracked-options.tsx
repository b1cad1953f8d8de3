import { Field, Switch } from '@fluentui/react-components';
import type { Visibility } from '#shared/model/activity.ts';
import { useStrings } from '../../strings/strings.ts';

interface TrackedOptionsProps {
  readonly visibility: Visibility;
  readonly onChange: (visibility: Visibility) => void;
}

/** Who sees a mail that is tracked already. */
export const TrackedOptions = ({ visibility, onChange }: TrackedOptionsProps) => {
  const { tracking } = useStrings();
  return (
    <Field hint={`${tracking.seenBy}: ${tracking.visibility[visibility]}`}>
      <Switch
        checked={visibility === 'private'}
        label={tracking.privateMail}
        onChange={(_event, { checked }) => onChange(checked ? 'private' : 'regarding')}
      />
    </Field>
  );
};
