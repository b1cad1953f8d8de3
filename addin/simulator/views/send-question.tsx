import { useEffect, useRef } from 'react';
import { openPane } from '../actions/pane.ts';
import { dismissAlert, finishSend } from '../actions/send.ts';
import { useWorld } from './use-world.tsx';

/** What Outlook asks when the send handler objects, or takes too long. */
export function SendQuestion() {
  const { world, state, strings } = useWorld();
  const { alert, slowSend } = state;
  const dialog = useRef<HTMLDialogElement>(null);
  const draftKey = alert?.draftKey ?? slowSend;
  const isOpen = draftKey !== null;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  const cancel = (): void => {
    if (alert?.commandId != null) openPane(world);
    dismissAlert(world);
    world.change((now) => ({ ...now, slowSend: null, run: now.slowSend === null ? now.run : null }));
  };
  return (
    <dialog ref={dialog} className="alert" aria-labelledby="alert-title" onCancel={cancel}>
      <h2 id="alert-title">{strings.alertTitle}</h2>
      <p>{alert?.message ?? strings.slowSend}</p>
      <div className="alert-buttons">
        {draftKey !== null && (
          <button type="button" onClick={() => void finishSend(world, draftKey)}>
            {strings.sendAnyway}
          </button>
        )}
        <button type="button" className="primary" onClick={cancel}>
          {alert?.cancelLabel ?? strings.dontSend}
        </button>
      </div>
    </dialog>
  );
}
