import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';

interface ConfirmDialogProps {
  /** On the button that asks, and on the one that does it. */
  readonly action: string;
  readonly title: string;
  readonly says: string;
  readonly keep: string;
  readonly onConfirm: () => void;
  /** For ears, where the action alone does not say whose. */
  readonly label?: string;
  readonly size?: 'small' | 'medium';
}

/** A button for what cannot be taken back: it asks once. */
export const ConfirmDialog = ({ action, title, says, keep, onConfirm, label, size = 'medium' }: ConfirmDialogProps) => (
  <Dialog modalType="alert">
    <DialogTrigger disableButtonEnhancement>
      <Button size={size} {...(label === undefined ? {} : { 'aria-label': label })}>
        {action}
      </Button>
    </DialogTrigger>
    <DialogSurface>
      <DialogBody>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>{says}</DialogContent>
        <DialogActions>
          <DialogTrigger disableButtonEnhancement>
            <Button>{keep}</Button>
          </DialogTrigger>
          <DialogTrigger disableButtonEnhancement>
            <Button appearance="primary" onClick={onConfirm}>
              {action}
            </Button>
          </DialogTrigger>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  </Dialog>
);
