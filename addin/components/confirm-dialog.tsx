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
import { useEffect } from 'react';
import { useOnceGone } from './once-gone.ts';

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

/** What was confirmed may take the button away, and with it the focus: then the heading of the page takes it. */
const useFocusAfterwards = (): void => {
  useEffect(
    () => () => {
      const { activeElement, body } = document;
      if (activeElement === null || activeElement === body) document.querySelector<HTMLElement>('main h1')?.focus();
    },
    [],
  );
};

/** A button for what cannot be taken back: it asks once. */
export const ConfirmDialog = ({ action, title, says, keep, onConfirm, label, size = 'medium' }: ConfirmDialogProps) => {
  const { body, onceGone } = useOnceGone();
  useFocusAfterwards();
  return (
    <Dialog modalType="alert">
      <DialogTrigger disableButtonEnhancement>
        <Button size={size} {...(label === undefined ? {} : { 'aria-label': label })}>
          {action}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody ref={body}>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{says}</DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{keep}</Button>
            </DialogTrigger>
            <DialogTrigger disableButtonEnhancement>
              <Button appearance="primary" onClick={() => onceGone(onConfirm)}>
                {action}
              </Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
