import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
} from '@fluentui/react-components';
import { useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useTabsterThatStays } from '../../components/tabster-that-stays.ts';
import { type Campaign, useCampaignActions } from '../../queries/campaigns.ts';
import { useCampaignWords } from '../console-strings.ts';

/** Asks once more before many people get mail; a large number must be typed (S9). */
export const StartDialog = ({ campaign }: { readonly campaign: Campaign }) => {
  useTabsterThatStays();
  const [open, setOpen] = useState(false);
  const { campaigns: words } = useCampaignWords();
  const { start } = useCampaignActions(campaign.id);
  const [typed, setTyped] = useState('');
  const needed = campaign.confirmationNeeded;
  const waits = needed !== null && typed.trim() !== needed;
  return (
    // It stays while it closes, also when there is nothing to start any more: else the page behind it stays hidden.
    <Dialog onOpenChange={(_event, data) => setOpen(data.open)} open={open}>
      {campaign.state === 'draft' && campaign.counts.waiting > 0 ? (
        <DialogTrigger disableButtonEnhancement>
          <Button appearance="primary">{words.start}</Button>
        </DialogTrigger>
      ) : (
        <></>
      )}
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.startTitle(campaign.counts.waiting)}</DialogTitle>
          <DialogContent>
            <p>{words.startSays}</p>
            {needed !== null && (
              <Field label={words.confirm(needed)}>
                <Input inputMode="numeric" onChange={(_event, { value }) => setTyped(value)} value={typed} />
              </Field>
            )}
            {start.isError && <ErrorNotice error={start.error} />}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{words.back}</Button>
            </DialogTrigger>
            <Button
              appearance="primary"
              disabledFocusable={waits || start.isPending}
              onClick={() => start.mutate(typed.trim(), { onSuccess: () => setOpen(false) })}
            >
              {words.startNow}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
