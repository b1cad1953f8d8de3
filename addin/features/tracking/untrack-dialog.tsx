import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Radio,
  RadioGroup,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { TrackedBy } from '#shared/model/activity.ts';
import { useTabsterThatStays } from '../../components/tabster-that-stays.ts';
import { useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  surface: {
    padding: tokens.spacingHorizontalL,
    // Fluent lets a dialog touch both edges of a narrow window.
    '@media screen and (max-width: 480px)': { maxWidth: `calc(100vw - 2 * ${tokens.spacingHorizontalL})` },
  },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  text: { margin: 0 },
  hint: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

interface UntrackDialogProps {
  readonly open: boolean;
  readonly title: string;
  /** Others who track the same mail (P3). */
  readonly others: readonly TrackedBy[];
  readonly onAnswer: (activity: 'keep' | 'delete' | null) => void;
}

/** P3: asks what becomes of the activity, and names who else tracks the mail. */
export const UntrackDialog = ({ open, title, others, onAnswer }: UntrackDialogProps) => {
  useTabsterThatStays();
  const styles = useStyles();
  const { tracking, pane } = useStrings();
  const [activity, setActivity] = useState<'keep' | 'delete'>('keep');
  const shared = others.length > 0;
  return (
    <Dialog modalType="alert" onOpenChange={(_event, change) => !change.open && onAnswer(null)} open={open}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            <p className={styles.text}>
              {shared ? tracking.untrackOthers(others.map(({ user }) => user.name).join(', ')) : tracking.untrackAlone}
            </p>
            <RadioGroup
              aria-label={title}
              onChange={(_event, { value }) => setActivity(value === 'delete' ? 'delete' : 'keep')}
              value={activity}
            >
              <Radio
                label={
                  <>
                    {tracking.keepActivity}
                    <span className={styles.hint}>{tracking.keepActivitySays}</span>
                  </>
                }
                value="keep"
              />
              <Radio
                disabled={shared}
                label={
                  <>
                    {tracking.deleteActivity}
                    <span className={styles.hint}>
                      {shared ? tracking.deleteImpossible : tracking.deleteActivitySays}
                    </span>
                  </>
                }
                value="delete"
              />
            </RadioGroup>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => onAnswer(null)}>{pane.cancel}</Button>
            <Button appearance="primary" onClick={() => onAnswer(activity)}>
              {tracking.untrack}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
