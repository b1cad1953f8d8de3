import { RendererProvider, createDOMRenderer } from '@fluentui/react-components';
import type { QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { restoreEarly } from '../api/early-restore.ts';
import { readConfig } from '../config.ts';
import { watchHost } from '../office/watch-host.ts';
import { createQueryClient } from '../queries/query-client.ts';
import { languageOf, loadStrings } from '../strings/strings.ts';
import { App } from './app.tsx';
import { askFirst } from './ask-first.ts';
import { registerWorker } from './register-worker.ts';
import { type Parts, joinParts } from '../api/parts.ts';

const config = readConfig(document);
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce: config.nonce } });
const place = document.getElementById('pane');
if (!place) throw new Error('the page has no place for the pane');
const root = createRoot(place);

/** The page stands with its grey lines this long for the answers that fill the first view; drawing it twice takes longer. */
const firstAnswersMs = 150;
const soon = () => new Promise<void>((resolve) => setTimeout(resolve, firstAnswersMs));

// office.js takes its time. Meanwhile the sign-in is restored, and the language most people read in Outlook too is fetched.
const early = restoreEarly(config);
void loadStrings(languageOf(navigator.language));

const show = async (services: Parts, queries: QueryClient): Promise<void> => {
  const asked = askFirst(services, queries);
  const language = languageOf(services.profile.read('language') ?? services.host.language);
  document.documentElement.lang = language;
  const [strings] = await Promise.all([loadStrings(language), Promise.race([asked, soon()])]);
  const words = { language, strings };
  root.render(
    <RendererProvider renderer={renderer} targetDocument={document}>
      <App queries={queries} services={services} words={words} />
    </RendererProvider>,
  );
  // Tells the watchdog of the page that the program runs.
  document.documentElement.dataset['pane'] = 'running';
};

registerWorker();
watchHost((host) => void show(joinParts(config, host, early), createQueryClient()));
