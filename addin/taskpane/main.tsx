import { RendererProvider, createDOMRenderer } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';
import { readConfig } from '../config.ts';
import { watchHost } from '../office/watch-host.ts';
import { languageOf, loadStrings } from '../strings/strings.ts';
import { App } from './app.tsx';
import { type Parts, joinParts } from '../api/parts.ts';

const config = readConfig(document);
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce: config.nonce } });
const place = document.getElementById('pane');
if (!place) throw new Error('the page has no place for the pane');
const root = createRoot(place);

const show = async (services: Parts): Promise<void> => {
  const language = languageOf(services.profile.read('language') ?? services.host.language);
  document.documentElement.lang = language;
  const words = { language, strings: await loadStrings(language) };
  root.render(
    <RendererProvider renderer={renderer} targetDocument={document}>
      <App services={services} words={words} />
    </RendererProvider>,
  );
  // Tells the watchdog of the page that the program runs.
  document.documentElement.dataset['pane'] = 'running';
};

watchHost((host) => {
  const services = joinParts(config, host);
  void services.session.start();
  void show(services);
});
