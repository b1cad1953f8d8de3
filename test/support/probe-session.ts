import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchBrowser } from './browser.ts';
import type { ProbeWorld } from './probe-addin.ts';
import { startProbeWorld } from './probe-addin.ts';

/** What the probe page offers to tests. */
interface Probe {
  readonly events: readonly (string | null)[];
  readonly themes: readonly string[];
  readonly isListening?: boolean;
  readonly call: (owner: unknown, name: string, ...given: readonly unknown[]) => Promise<Outcome>;
}
export type Outcome = { readonly value: unknown } | { readonly error: number };

declare global {
  interface Window {
    probe: Probe;
  }
}

const lines = (...text: readonly string[]): Uint8Array => Buffer.from(text.join('\r\n'), 'latin1');

/** A message with an HTML body in Latin-1, an attachment and ancestors. */
export const quote = lines(
  'Message-ID: <quote@pumps.example>',
  'Date: Mon, 04 May 2026 09:30:00 +0200',
  'From: =?utf-8?Q?Ana_Mart=C3=ADn?= <ana@pumps.example>',
  'To: Alex Example <alex@simulated.example>',
  'Cc: Bo <bo@pumps.example>',
  'Subject: Quote for 12 pumps',
  'References: <first@pumps.example>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=iso-8859-1',
  '',
  '<p>Aquí está</p>',
  '--b',
  'Content-Type: application/pdf; name=quote.pdf',
  'Content-Disposition: attachment; filename=quote.pdf',
  'Content-Transfer-Encoding: base64',
  '',
  'UERG',
  '--b--',
  '',
);
export const second = lines(
  'Message-ID: <second@pumps.example>',
  'From: bo@pumps.example',
  'Subject: Second mail',
  '',
  'Two',
);

export interface ProbeSession {
  readonly page: () => Page;
  readonly simulatorUrl: () => string;
}

/** A browser and a probe world for the tests of a file; a fresh page for each, which must not speak to any other machine. */
export function useProbeSession(mailboxDirectory: string | null = null): ProbeSession {
  let browser: Browser;
  let world: ProbeWorld;
  let context: BrowserContext;
  let page: Page;
  let strangers: string[];
  beforeAll(async () => {
    browser = await launchBrowser();
    world = await startProbeWorld(mailboxDirectory);
  });
  afterAll(async () => {
    await browser.close();
    await world[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    context = await browser.newContext({ ignoreHTTPSErrors: true });
    strangers = [];
    await context.route(
      (url) => url.hostname !== 'localhost',
      (route) => {
        strangers.push(route.request().url());
        return route.abort();
      },
    );
    page = await context.newPage();
  });
  afterEach(async () => {
    expect(strangers).toEqual([]);
    await context.close();
  });
  return { page: () => page, simulatorUrl: () => world.simulatorUrl };
}
