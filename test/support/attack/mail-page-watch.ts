import type { BrowserContext, ConsoleMessage, Page, Request } from 'playwright-core';

/** What mail did that it must not do, in words for the person who reads the run. */
export interface MailPageWatch {
  /** What happened since the last call. */
  takeOffences(): readonly string[];
}

const alarmWord = 'attack ran:';
/** Names by which attacks tell that they run; `alarm` is that of our own. Text, because it runs in the browser as it stands. */
const soundAlarm = `for (const name of ['alarm', 'alert', 'confirm', 'prompt', 'print'])
  Object.defineProperty(globalThis, name, { value: (...given) => console.log('${alarmWord}', name, ...given) });`;

/** What the browser itself says when the second wall (sandbox, Content Security Policy) had to stop something. */
const stopped = /blocked script execution|content security policy|blocked form submission|unsafe attempt/i;

const isInside = (address: string, origin: string): boolean => {
  const { protocol, origin: asked } = new URL(address);
  return asked === origin || ['data:', 'blob:', 'about:'].includes(protocol);
};

/**
 * Watches pages of the context that show a stranger's HTML: scripts that run, anything fetched from elsewhere, anything
 * at all that a frame fetches, windows and downloads that nobody asked for, and what the browser had to stop. Requests to other
 * origins are counted and refused, so that nothing leaves the machine.
 */
export const watchMailPages = async (context: BrowserContext, origin: string): Promise<MailPageWatch> => {
  let offences: string[] = [];
  const note = (kind: string, what: string) => void offences.push(`${kind}: ${what.slice(0, 200)}`);
  const onConsole = (message: ConsoleMessage) => {
    const text = message.text();
    if (text.startsWith(alarmWord)) note('script', text);
    else if (stopped.test(text)) note('stopped by the browser', text);
  };
  const onRequest = (request: Request) => {
    const address = request.url();
    const byFrame = request.frame().parentFrame() !== null && !/^(?:data|about):/.test(address);
    if (byFrame || !isInside(address, origin)) note('request', address);
  };
  const watch = (page: Page) => {
    page.on('pageerror', (error) => note('script', error.message));
    page.on('dialog', (dialog) => {
      note('script', `${dialog.type()} ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('download', (download) => note('download', download.url()));
    page.on('popup', (popup) => note('window', popup.url()));
    page.on('websocket', (socket) => note('request', socket.url()));
  };
  await context.addInitScript(soundAlarm);
  await context.route(
    (address) => !isInside(address.href, origin),
    (route) => route.abort(),
  );
  context.on('console', onConsole);
  context.on('request', onRequest);
  context.on('page', watch);
  return {
    takeOffences: () => {
      const taken = offences;
      offences = [];
      return taken;
    },
  };
};
