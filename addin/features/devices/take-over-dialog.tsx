import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { SynchronizingElsewhere } from '#shared/contracts/devices.ts';
import { useTabsterThatStays } from '../../components/tabster-that-stays.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  surface: {
    padding: tokens.spacingHorizontalL,
    // Fluent lets a dialog touch both edges of a narrow window.
    '@media screen and (max-width: 480px)': { maxWidth: `calc(100vw - 2 * ${tokens.spacingHorizontalL})` },
  },
  text: { margin: `0 0 ${tokens.spacingVerticalS}` },
});

interface TakeOverDialogProps {
  /** Who synchronizes; null while nobody is asked. */
  readonly holder: SynchronizingElsewhere | null;
  readonly onAnswer: (answer: 'yes' | 'no') => void;
}

/** I2: says who synchronizes and what yes and no mean. */
export const TakeOverDialog = ({ holder, onAnswer }: TakeOverDialogProps) => {
  useTabsterThatStays();
  const styles = useStyles();
  const { devices } = useStrings();
  const moment = useMoment();
  return (
    <Dialog modalType="alert" onOpenChange={(_event, { open }) => !open && onAnswer('no')} open={holder !== null}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{devices.takeOverTitle}</DialogTitle>
          <DialogContent>
            {holder && (
              <p className={styles.text}>
                {devices.takeOverHolder(holder.holder.name, moment(holder.since), moment(holder.lastSeen))}
              </p>
            )}
            <p className={styles.text}>{devices.takeOverYes}</p>
            <p className={styles.text}>{devices.takeOverNo}</p>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => onAnswer('no')}>{devices.no}</Button>
            <Button appearance="primary" onClick={() => onAnswer('yes')}>
              {devices.yes}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
