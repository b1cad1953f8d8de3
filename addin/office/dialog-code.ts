import { SignInCanceled } from '../api/auth-provider.ts';
import { randomText } from '../api/pkce.ts';
import { ask } from './ask.ts';

interface DialogMessage {
  readonly message: string;
  readonly origin?: string | undefined;
}

/**
 * Opens the sign-in window and waits for its single-use code. Only a message of our own origin that repeats our
 * state counts; the code is worthless without the verifier, which never leaves this page.
 */
export const askInDialog = async (challenge: string): Promise<string> => {
  const state = randomText();
  const page = new URL('/addin/dialog.html', location.origin);
  page.search = new URLSearchParams({ challenge, state }).toString();
  const options = { height: 65, width: 30, promptBeforeOpen: false, displayInIframe: false };
  const dialog = await ask<Office.Dialog>((done) =>
    Office.context.ui.displayDialogAsync(page.href, options, done),
  ).catch((error: unknown) => {
    throw new SignInCanceled('blocked', error);
  });
  try {
    return await codeFrom(dialog, state);
  } finally {
    closeQuietly(dialog);
  }
};

const codeFrom = (dialog: Office.Dialog, state: string) =>
  new Promise<string>((resolve, reject) => {
    dialog.addEventHandler(Office.EventType.DialogMessageReceived, (event: DialogMessage | { error: number }) => {
      const code = 'message' in event ? readCode(event, state) : null;
      if (code !== null) resolve(code);
    });
    dialog.addEventHandler(Office.EventType.DialogEventReceived, () => reject(new SignInCanceled('closed')));
  });

const readCode = (event: DialogMessage, state: string): string | null => {
  if (event.origin !== undefined && event.origin !== location.origin) return null;
  try {
    const said = JSON.parse(event.message) as { code?: unknown; state?: unknown };
    return said.state === state && typeof said.code === 'string' ? said.code : null;
  } catch {
    // Not our message: a window may say other things, and we go on listening.
    return null;
  }
};

const closeQuietly = (dialog: Office.Dialog): void => {
  try {
    dialog.close();
  } catch {
    // The person closed it first.
  }
};
