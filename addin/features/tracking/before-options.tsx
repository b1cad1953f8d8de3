import { Button, Checkbox, Field, Switch, makeStyles, tokens } from '@fluentui/react-components';
import type { OpenItem } from '../../office/open-item.ts';
import type { PromotionChoices } from '../../queries/promote-item.ts';
import { useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  attachments: { display: 'flex', flexDirection: 'column' },
  name: { overflowWrap: 'anywhere' },
  options: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});

export interface BeforeChoices extends Pick<PromotionChoices, 'visibility' | 'quotedText'> {
  readonly leaveOut: readonly number[];
}

interface BeforeOptionsProps {
  readonly item: OpenItem;
  readonly choices: BeforeChoices;
  readonly onChange: (choices: BeforeChoices) => void;
  readonly onTrackWithout: () => void;
}

/** P8: what may be left out before the mail is tracked. */
export const BeforeOptions = ({ item, choices, onChange, onTrackWithout }: BeforeOptionsProps) => {
  const styles = useStyles();
  const { tracking } = useStrings();
  const attachments = item.attachments.filter(({ inline }) => !inline);
  const toggle = (n: number, kept: boolean) =>
    onChange({ ...choices, leaveOut: kept ? choices.leaveOut.filter((one) => one !== n) : [...choices.leaveOut, n] });
  return (
    <div className={styles.options}>
      <Field hint={tracking.privateSays}>
        <Switch
          checked={choices.visibility === 'private'}
          label={tracking.privateMail}
          onChange={(_event, { checked }) => onChange({ ...choices, visibility: checked ? 'private' : undefined })}
        />
      </Field>
      <Field hint={tracking.stripQuotedSays}>
        <Switch
          checked={choices.quotedText === 'remove'}
          label={tracking.stripQuoted}
          onChange={(_event, { checked }) => onChange({ ...choices, quotedText: checked ? 'remove' : 'keep' })}
        />
      </Field>
      {attachments.length > 0 && (
        <div aria-label={tracking.attachments} className={styles.attachments} role="group">
          <span>{tracking.attachments}</span>
          {attachments.map(({ n, name }) => (
            <Checkbox
              checked={!choices.leaveOut.includes(n)}
              key={n}
              label={<span className={styles.name}>{name}</span>}
              onChange={(_event, { checked }) => toggle(n, checked === true)}
            />
          ))}
        </div>
      )}
      <Button onClick={onTrackWithout}>{tracking.trackWithout}</Button>
    </div>
  );
};
