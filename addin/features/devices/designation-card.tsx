import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Section } from '../../components/section.tsx';
import { useDevices } from '../../queries/devices.ts';
import { useStrings } from '../../strings/strings.ts';
import { TakeOverDialog } from './take-over-dialog.tsx';
import { useDesignation } from './use-designation.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  quiet: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', gap: tokens.spacingHorizontalS },
});

interface DesignationCardProps {
  readonly deviceId: string;
  readonly onAnswered: () => void;
}

/** I2: asks once, in an Outlook that is new, whether it shall be the synchronizing one. */
export const DesignationCard = ({ deviceId, onAnswered }: DesignationCardProps) => {
  const styles = useStyles();
  const { devices: words } = useStrings();
  const devices = useDevices();
  const { asked, claim, dismiss, busy } = useDesignation();
  if (!devices.data) return null;
  const holder = devices.data.find(({ synchronizing }) => synchronizing);
  if (holder?.id === deviceId) return null;
  const answer = async (takeOver: boolean) => {
    if (await claim(deviceId, takeOver)) onAnswered();
  };
  return (
    <Section title={words.askTitle}>
      <p className={styles.text}>{holder ? words.askHeld(holder.name) : words.askFree}</p>
      <p className={styles.quiet}>{words.what}</p>
      <div className={styles.row}>
        <Button disabledFocusable={busy} onClick={() => void answer(false)} size="small">
          {words.askYes}
        </Button>
        <Button appearance="subtle" onClick={onAnswered} size="small">
          {words.askNo}
        </Button>
      </div>
      <TakeOverDialog
        holder={asked?.holder ?? null}
        onAnswer={(said) => {
          if (said === 'yes') void answer(true);
          else {
            dismiss();
            onAnswered();
          }
        }}
      />
    </Section>
  );
};
