import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { sayError } from '../../components/error-text.ts';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useReplaceDevice } from '../../queries/devices.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';
import type { Device } from './use-designation.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  quiet: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', gap: tokens.spacingHorizontalS },
});

interface ReplaceCardProps {
  readonly device: Device;
  /** Which device it may be anew. */
  readonly former: NonNullable<Device['replaces']>;
  /** Absent where the question stays as long as the server asks it. */
  readonly onAnswered?: () => void;
}

/** I8: asks whether this Outlook is one that is known already, so that nobody's list grows with every cleared storage. */
export const ReplaceCard = ({ device, former, onAnswered }: ReplaceCardProps) => {
  const styles = useStyles();
  const strings = useStrings();
  const { devices: words } = strings;
  const moment = useMoment();
  const notify = useNotify();
  const replacing = useReplaceDevice();
  const replace = async () => {
    try {
      await replacing.mutateAsync({ deviceId: device.id, former: former.id });
      notify({ intent: 'success', text: words.replaced(former.name) });
      onAnswered?.();
    } catch (error) {
      notify({ intent: 'error', text: `${sayError(error, strings)} ${strings.errorPhrases.nothingChanged}` });
    }
  };
  return (
    <Section title={words.replaceTitle}>
      <p className={styles.text}>{words.replaces(former.name, moment(former.lastSeen))}</p>
      <p className={styles.quiet}>{words.replaceSays}</p>
      <div className={styles.row}>
        <Button disabledFocusable={replacing.isPending} onClick={() => void replace()} size="small">
          {words.replaceYes}
        </Button>
        {onAnswered && (
          <Button appearance="subtle" onClick={onAnswered} size="small">
            {words.replaceNo}
          </Button>
        )}
      </div>
    </Section>
  );
};
