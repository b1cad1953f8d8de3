import { RendererProvider, createDOMRenderer } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';
import { joinParts } from '../api/parts.ts';
import { readConfig } from '../config.ts';
import { createBrowserHost } from '../office/browser-host.ts';
import { languageOf, loadStrings } from '../strings/strings.ts';
import { Console } from './console.tsx';
import { loadConsoleStrings } from './console-strings.ts';

const config = readConfig(document);
const services = joinParts(config, createBrowserHost('browser'));
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce: config.nonce } });
const element = document.getElementById('console');
if (!element) throw new Error('the page has no place for the console');
const root = createRoot(element);

const language = languageOf(services.profile.read('language') ?? navigator.language);
document.documentElement.lang = language;
void services.session.start();
const [strings, consoleStrings] = await Promise.all([loadStrings(language), loadConsoleStrings(language)]);
root.render(
  <RendererProvider renderer={renderer} targetDocument={document}>
    <Console consoleStrings={consoleStrings} services={services} words={{ language, strings }} />
  </RendererProvider>,
);
