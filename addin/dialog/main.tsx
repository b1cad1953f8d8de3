import { RendererProvider, createDOMRenderer } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';
import { createTransport } from '../api/transport.ts';
import { readConfig } from '../config.ts';
import { languageOf, loadStrings } from '../strings/strings.ts';
import { DialogPage } from './dialog-page.tsx';
import { readSignInRequest } from './read-request.ts';

const config = readConfig(document);
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce: config.nonce } });
const call = createTransport({ apiBase: config.apiBase, fetch: (...request) => fetch(...request) });
const request = readSignInRequest(location.search);
// The code is for the pane of our own origin alone.
const tellPane = (message: { code: string; state: string }) =>
  Office.context.ui.messageParent(JSON.stringify(message), { targetOrigin: location.origin });

const show = async (): Promise<void> => {
  const language = languageOf(navigator.language);
  document.documentElement.lang = language;
  const words = { language, strings: await loadStrings(language) };
  const place = document.getElementById('dialog');
  if (!place) throw new Error('the page has no place for the form');
  createRoot(place).render(
    <RendererProvider renderer={renderer} targetDocument={document}>
      <DialogPage call={call} request={request} tellPane={tellPane} words={words} />
    </RendererProvider>,
  );
};

void Office.onReady();
void show();
