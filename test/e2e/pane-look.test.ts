import { randomBytes } from 'node:crypto';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Language, Theme } from '../../addin/simulator/state.ts';
import { seriousFindings } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { signInWindow } from '../support/pane.ts';
import { addPaneTenant, annasMail, overflowOf } from '../support/pane-tenant.ts';
import { dropMessage, openPane, openSimulator } from '../support/simulator.ts';

let browser: Browser;
let installation: Installation;
beforeAll(async () => {
  [browser, installation] = await Promise.all([launchBrowser(), startInstallation()]);
});
afterAll(async () => {
  await browser.close();
  await installation[Symbol.asyncDispose]();
});

const words = {
  'en-US': {
    track: 'Track in CRM',
    tracked: 'Tracked in CRM',
    options: 'Options',
    why: 'Why?',
    set: 'Set regarding',
    back: 'Back',
    untrack: 'Untrack',
    cancel: 'Cancel',
    card: /^Show card of Anna/,
    add: /^Add .+ to the CRM$/,
    account: /^Account of/,
    devices: 'Your devices',
  },
  'es-ES': {
    track: 'Registrar en CRM',
    tracked: 'Registrado en CRM',
    options: 'Opciones',
    why: '¿Por qué?',
    set: 'Elegir referente',
    back: 'Atrás',
    untrack: 'Dejar de registrar',
    cancel: 'Cancelar',
    card: /^Ver la ficha de Anna/,
    add: /^Añadir .+ al CRM$/,
    account: /^Cuenta de/,
    devices: 'Sus dispositivos',
  },
} as const satisfies Record<Language, unknown>;

interface Look {
  readonly language: Language;
  readonly theme: Theme;
  readonly forcedColors: 'none' | 'active';
}

/** Goes through every view of the pane and calls `look` on each. */
const visit = async (pane: Frame, language: Language, look: (view: string) => Promise<void>): Promise<void> => {
  const say = words[language];
  const button = (name: string | RegExp) => pane.getByRole('button', { name, exact: true });
  const back = () => button(say.back).click();
  await pane.getByText(say.options).click();
  await pane.getByText(say.why).click();
  await pane.getByRole('switch').first().waitFor();
  await button(say.card).waitFor();
  await look('untracked, options and why open');
  await button(say.set).click();
  await pane.getByRole('option').first().click();
  await look('choosing what it regards');
  await back();
  await button(say.card).click();
  await pane.getByText('+34 91 555 01 23').waitFor();
  await look('quick card');
  await back();
  await button(say.add).click();
  await pane.getByRole('textbox').first().waitFor();
  await look('adding a person');
  await back();
  await button(say.track).click();
  await pane.getByText(say.tracked, { exact: true }).waitFor();
  await look('tracked, with its notice');
  await button(say.untrack).click();
  await pane.getByRole('alertdialog').waitFor();
  await look('untracking');
  await button(say.cancel).click();
  await button(say.account).click();
  await pane.getByText(say.devices).waitFor();
  await look('account and devices');
};

const open = async ({
  language,
  theme,
  forcedColors,
}: Look): Promise<{ page: Page; pane: Frame; reports: string[] }> => {
  const colorScheme = theme === 'dark' ? 'dark' : 'light';
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    colorScheme,
    forcedColors,
    locale: language,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const reports: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy|Refused to/i.test(message.text())) reports.push(message.text());
  });
  page.on('pageerror', (error) => reports.push(error.message));
  const tenant = await addPaneTenant(installation, page, randomBytes(4).toString('hex'));
  await openSimulator(page, installation.running.simulatorUrl!, { profile: '1.16', language, theme });
  await dropMessage(page, 'mail.eml', annasMail(tenant, 'Forty pumps', { cc: 'stranger@elsewhere.example' }));
  const pane = await openPane(page);
  await pane.getByRole('button').first().waitFor();
  expect(await seriousFindings(pane)).toEqual([]);
  await signInWindow(page, pane, tenant);
  return { page, pane, reports };
};

test.each<Look>([
  { language: 'en-US', theme: 'light', forcedColors: 'none' },
  { language: 'es-ES', theme: 'dark', forcedColors: 'none' },
  { language: 'en-US', theme: 'light', forcedColors: 'active' },
])(
  'P12: every view in $language, $theme, forced colours $forcedColors has no serious finding and fits its width',
  async (look) => {
    const { page, pane, reports } = await open(look);
    await visit(pane, look.language, async (view) => {
      expect(await seriousFindings(pane), view).toEqual([]);
      expect(await overflowOf(pane), view).toBe(0);
    });
    expect(reports).toEqual([]);
    await page.context().close();
  },
  120_000,
);
