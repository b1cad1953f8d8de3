import { randomBytes } from 'node:crypto';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Language, Theme } from '../../addin/simulator/state.ts';
import { launchBrowser } from './browser.ts';
import { type Installation, startInstallation } from './installation.ts';
import { callBeside, signInWindow } from './pane.ts';
import { addPaneTenant, type PaneTenant } from './pane-tenant.ts';
import { openPane, openSimulator, type SimulatorChoices } from './simulator.ts';

export interface PaneSession {
  readonly page: Page;
  readonly tenant: PaneTenant;
  readonly installation: Installation;
  /** Opens the simulated Outlook. */
  open(choices?: SimulatorChoices & { readonly language?: Language; readonly theme?: Theme }): Promise<void>;
  /** The signed-in pane beside what is open. */
  signedInPane(): Promise<Frame>;
  /** A call of the same person beside the browser; with `data` it posts. */
  ask<Answer>(path: string, data?: object): Promise<Answer>;
}

/** One installation and browser for the tests of a file; each test has a page and an organization of its own. */
export const usePaneSession = (start: () => Promise<Installation> = startInstallation): PaneSession => {
  let browser: Browser;
  let installation: Installation;
  let page: Page;
  let tenant: PaneTenant;
  beforeAll(async () => {
    [browser, installation] = await Promise.all([launchBrowser(), start()]);
  });
  afterAll(async () => {
    await browser.close();
    await installation[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    page = await context.newPage();
    tenant = await addPaneTenant(installation, page, randomBytes(6).toString('hex'));
  });
  afterEach(() => page.context().close());
  return {
    get page() {
      return page;
    },
    get tenant() {
      return tenant;
    },
    get installation() {
      return installation;
    },
    open: (choices) => openSimulator(page, installation.running.simulatorUrl!, choices),
    signedInPane: async () => {
      const pane = await openPane(page);
      await signInWindow(page, pane, tenant);
      return pane;
    },
    ask: async <Answer>(path: string, data?: object) =>
      (await (await callBeside({ page, installation, tenant }, path, data)).json()) as Answer,
  };
};
