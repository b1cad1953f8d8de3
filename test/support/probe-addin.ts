import express from 'express';
import { officeJsRoutes } from '../../server/demo/office-js.ts';
import { createSimulatorServer } from '../../server/demo/simulator-server.ts';
import { withOfficeJs } from '../../server/http/office-tags.ts';
import { listenHttps } from './https.ts';

/** A pane that only notes what happens; tests drive office.js in it themselves. */
const pane = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Probe</title><!-- __OFFICE_JS__ --><p>probe</p><script>
  const probe = window.probe = { events: [], themes: [], ready: Office.onReady() };
  probe.call = (owner, name, ...given) => new Promise((resolve) =>
    owner[name](...given, (result) => resolve(result.status === 'succeeded' ? { value: result.value } : { error: result.error.code })));
  probe.ready.then(() => {
    const { mailbox } = Office.context;
    mailbox.addHandlerAsync(Office.EventType.ItemChanged, () => probe.events.push(mailbox.item ? mailbox.item.subject : null), () => { probe.isListening = true; });
    mailbox.addHandlerAsync(Office.EventType.OfficeThemeChanged, (event) => probe.themes.push([event.officeTheme.bodyBackgroundColor, Office.context.officeTheme.bodyBackgroundColor].join(' ')));
  });
</script></html>`;

const commands = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Commands</title><!-- __OFFICE_JS__ --><script>
  Office.actions.associate('onSend', (event) => {
    const { item } = Office.context.mailbox;
    item.sessionData.getAsync('hold', (held) => held.value === 'for ever' || event.completed(held.value === 'yes'
      ? { allowEvent: false, errorMessage: 'Choose a record first.', cancelLabel: 'Open the pane', commandId: 'messageComposePane' }
      : { allowEvent: true }));
  });
  Office.actions.associate('trackNow', (event) => {
    const { item } = Office.context.mailbox;
    item.notificationMessages.addAsync('tracked', { type: 'informationalMessage', message: 'Tracked: ' + item.subject, icon: 'Icon.16x16', persistent: false }, () => event.completed());
  });
  Office.onReady();
</script></html>`;

const dialog = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Dialog</title><!-- __OFFICE_JS__ --><script>
  Office.onReady().then(() => Office.context.ui.messageParent(JSON.stringify({ code: 'from the dialog' })));
</script></html>`;

export interface ProbeWorld extends AsyncDisposable {
  /** Origin of the simulated Outlook. */
  readonly simulatorUrl: string;
  readonly addinUrl: string;
}

const simulatorDirectory = 'dist/simulator';

/** Starts an add-in of three tiny pages and a simulated Outlook around it, each on its own https port. */
export async function startProbeWorld(mailboxDirectory: string | null = null): Promise<ProbeWorld> {
  const addin = express();
  for (const [name, html] of Object.entries({ taskpane: pane, commands, dialog }))
    addin.get(`/addin/${name}.html`, (_request, response) => {
      response.type('html').send(withOfficeJs(html, { selfHosted: '/officejs' }));
    });
  addin.use(officeJsRoutes({ simulatorDirectory }));
  const addinServer = await listenHttps(addin);
  const simulator = createSimulatorServer({
    addinUrl: addinServer.origin,
    mailboxDirectory,
    distDirectory: simulatorDirectory,
    name: 'Probe',
    trackFunction: 'trackNow',
    sendHandler: 'onSend',
    eventsPath: '/addin/commands.html',
  });
  const simulatorServer = await listenHttps(simulator);
  return {
    simulatorUrl: simulatorServer.origin,
    addinUrl: addinServer.origin,
    [Symbol.asyncDispose]: async () => {
      await simulatorServer[Symbol.asyncDispose]();
      await addinServer[Symbol.asyncDispose]();
    },
  };
}
