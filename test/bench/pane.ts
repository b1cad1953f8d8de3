/**
 * `npm run bench -- pane`: what the pane loads, how often it asks, and when it can be used at a fourfold CPU throttle.
 *
 * The real product in the simulated Outlook, signed in as on any later day: from opening the pane on an unknown mail to its
 * answer "Not tracked" and the button that tracks. A page that stands for Microsoft's React template takes turns with it in the
 * same browser, from opening to its text and its button; that one asks no server. office.js is the same for both and counted for
 * neither.
 */
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Frame, Page, Response } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { eml } from '../support/eml.ts';
import { startInstallation } from '../support/installation.ts';
import { dropMessage, openPane, openSimulator } from '../support/simulator.ts';
import { addTenant, type Tenant } from '../support/tenant.ts';
import { describeSample, printHeading, printResult, round, type Sample, sampleOf } from './support/report.ts';
import { startTemplateWorld } from './support/template-world.ts';

const rounds = 9;
const throttle = 4;

interface Candidate {
  readonly name: string;
  readonly simulatorUrl: string;
  readonly addinUrl: string;
  /** Text that stands in the pane once it can be used. */
  readonly usable: string;
  readonly context: BrowserContext;
}

interface Opening {
  readonly usableMs: number;
  readonly loaded: readonly { readonly path: string; readonly gzip: number }[];
  readonly requests: readonly string[];
}

/**
 * Runs before any script of every frame: notes in milliseconds since the page's start when the text stands in it, the main button
 * can be pressed, and both have been painted. The same for either page.
 */
const watchFor = (text: string, button: string): string => `new MutationObserver((_changes, observer) => {
  if (!document.body?.textContent.includes(${JSON.stringify(text)})) return;
  const works = (one) => one.textContent.includes(${JSON.stringify(button)}) && !one.matches(':disabled, [aria-disabled=true]');
  if (![...document.querySelectorAll('button')].some(works)) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { globalThis.usableMs = performance.now(); }));
}).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });`;

const contextFor = async (browser: Browser, usable: string, button: string): Promise<BrowserContext> => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-US', serviceWorkers: 'block' });
  await context.addInitScript(watchFor(usable, button));
  return context;
};

const isCounted = (response: Response, { addinUrl }: Candidate): boolean => {
  const { origin, pathname } = new URL(response.url());
  return origin === addinUrl && pathname.startsWith('/addin/') && response.ok();
};

const usableMsOf = async (pane: Frame): Promise<number> => {
  const found = await pane.waitForFunction(() => (globalThis as { usableMs?: number }).usableMs);
  return (await found.jsonValue()) ?? Number.NaN;
};

const openSlowly = async (page: Page, rate: number): Promise<Frame> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  return openPane(page);
};

/** One cold opening of the pane on a mail nobody has tracked; the browser's cache is empty, the sign-in is not. */
const open = async (candidate: Candidate, rate: number): Promise<Opening> => {
  const page = await candidate.context.newPage();
  const responses: Response[] = [];
  const requests: string[] = [];
  const session = await candidate.context.newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await openSimulator(page, candidate.simulatorUrl, { profile: '1.16' });
  await dropMessage(page, 'bench.eml', Buffer.from(eml({ subject: 'Twelve pumps' })));
  page.on('response', (response) => isCounted(response, candidate) && responses.push(response));
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin === candidate.addinUrl && pathname.startsWith('/api/')) requests.push(`${request.method()} ${pathname}`);
  });
  const pane = await openSlowly(page, rate);
  const usableMs = await usableMsOf(pane);
  const asked = [...requests];
  const loaded = await Promise.all(
    [...responses].map(async (response) => ({
      path: new URL(response.url()).pathname,
      gzip: gzipSync(await response.body()).byteLength,
    })),
  );
  await page.close();
  return { usableMs, loaded, requests: asked };
};

/** Signs in once, as a person does; the context remembers it like an Outlook profile. */
const signIn = async (candidate: Candidate, { email, password }: Tenant): Promise<void> => {
  const page = await candidate.context.newPage();
  await openSimulator(page, candidate.simulatorUrl, { profile: '1.16' });
  await dropMessage(page, 'bench.eml', Buffer.from(eml({ subject: 'Twelve pumps' })));
  const pane = await openPane(page);
  const opened = page.context().waitForEvent('page');
  await pane.getByRole('button', { name: 'Sign in', exact: true }).click();
  const dialog = await opened;
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await pane.getByText(candidate.usable).first().waitFor();
  await page.close();
};

const kilobytes = ({ loaded }: Opening): number => loaded.reduce((sum, { gzip }) => sum + gzip, 0) / 1_000;

const printOpening = (name: string, opening: Opening, times: Sample): void => {
  console.log(`\n  ${name}`);
  for (const { path, gzip } of opening.loaded.toSorted((one, other) => other.gzip - one.gzip))
    console.log(`    ${(gzip / 1_000).toFixed(1).padStart(6)} KB  ${path}`);
  console.log(`    ${kilobytes(opening).toFixed(1).padStart(6)} KB  gzip in all, without office.js`);
  for (const request of opening.requests) console.log(`    ${request}`);
  console.log(`    usable: ${describeSample(times)}`);
};

const measure = async (product: Candidate, template: Candidate): Promise<void> => {
  const first = { product: await open(product, 1), template: await open(template, 1) };
  const times = { product: [] as number[], template: [] as number[] };
  for (let n = 0; n < rounds; n++) {
    times.product.push((await open(product, throttle)).usableMs);
    times.template.push((await open(template, throttle)).usableMs);
  }
  const usable = { product: sampleOf(times.product), template: sampleOf(times.template) };
  printOpening(product.name, first.product, usable.product);
  printOpening(template.name, first.template, usable.template);
  const firstLoadKB = round(kilobytes(first.product), 1);
  const requests = first.product.requests.length;
  console.log(`\n  first load ${firstLoadKB} KB (aim: at most 150), ${requests} requests (aim: at most 3)`);
  console.log(
    `  usable after ${usable.product.median.toFixed(0)} ms at ${throttle}x CPU throttle ` +
      `(aim: no later than the template's ${usable.template.median.toFixed(0)} ms)`,
  );
  printResult({
    firstLoadKB,
    requests,
    usableMs: round(usable.product.median, 0),
    templateUsableMs: round(usable.template.median, 0),
  });
};

await using browser = await launchBrowser();
printHeading('pane', { chromium: browser.version() });
await using installation = await startInstallation();
await using template = await startTemplateWorld();
const { running } = installation;
if (running.simulatorUrl === null) throw new Error('the installation has no simulated Outlook');
const tenant = await addTenant(running.app, 'Bench', 'uma@contoso.test');
const product: Candidate = {
  name: 'Correspond, from opening to "Not tracked"',
  simulatorUrl: running.simulatorUrl,
  addinUrl: running.localUrl,
  usable: 'Not tracked',
  context: await contextFor(browser, 'Not tracked', 'Track in CRM'),
};
await signIn(product, tenant);
await measure(product, {
  name: 'a page that stands for Microsoft’s React template',
  simulatorUrl: template.simulatorUrl,
  addinUrl: template.addinUrl,
  usable: 'Insert text',
  context: await contextFor(browser, 'Insert text', 'Insert text'),
});
