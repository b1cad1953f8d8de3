import type { Frame, Locator, Page } from 'playwright-core';
import type { ManifestProfile, ProfileId } from '../../addin/simulator/profiles.ts';
import type { Language, Theme } from '../../addin/simulator/state.ts';

export interface SimulatorChoices {
  readonly profile?: ProfileId;
  readonly language?: Language;
  readonly theme?: Theme;
  readonly manifest?: ManifestProfile;
  /** Address of somebody else whose Inbox is there as the folder `shared`. */
  readonly shared?: string;
}

/** Opens the simulated Outlook and waits until its mailbox is there. The context must ignore https errors. */
export async function openSimulator(page: Page, url: string, choices: SimulatorChoices = {}): Promise<void> {
  const address = new URL(url);
  for (const [name, value] of Object.entries(choices)) address.searchParams.set(name, String(value));
  await page.goto(address.href);
  await page.locator('.client').waitFor();
}

/** Changes the client that is played; an open pane is loaded anew. */
export const chooseProfile = async (page: Page, profile: ProfileId): Promise<void> => {
  await page.locator('.top-bar select').selectOption(profile);
};

/** Brings a file in as a person would, by the file input; it lies in the Inbox and is open afterwards. */
export async function dropMessage(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const known = await openKey(page);
  await page
    .locator('.top-bar input[type=file]')
    .setInputFiles({ name, mimeType: 'message/rfc822', buffer: Buffer.from(bytes) });
  await page.waitForFunction((before) => {
    const key = window.simulatedOutlook?.state().openKey ?? null;
    return key !== null && key !== before;
  }, known);
}

const openKey = (page: Page): Promise<string | null> =>
  page.evaluate(() => window.simulatedOutlook?.state().openKey ?? null);

/** Opens the item with exactly this subject in the folder that is shown. */
export async function selectMessage(page: Page, subject: string): Promise<void> {
  await messageRow(page, subject).click();
}

export const messageRow = (page: Page, subject: string): Locator =>
  page.getByRole('option').filter({ has: page.getByText(subject, { exact: true }) });

/** Adds the message to what is selected, or takes it away. */
export const toggleSelected = (page: Page, subject: string): Promise<void> =>
  messageRow(page, subject).click({ modifiers: ['ControlOrMeta'] });

/** Opens a folder by its id: shared, inbox, sent, drafts, archive, calendar. */
export const openFolder = async (page: Page, folder: string): Promise<void> => {
  await page.locator(`[data-folder="${folder}"]`).click();
};

/** Presses the add-in's button and gives the pane's frame once office.js runs in it. */
export async function openPane(page: Page): Promise<Frame> {
  await page.locator('.addin-command').first().click();
  return paneFrame(page);
}

/** The pane's frame; waits until the host has told it which item is open. */
export async function paneFrame(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('iframe[data-frame=pane]');
  const frame = await element.contentFrame();
  if (frame === null) throw new Error('The pane has no frame.');
  await frame.waitForFunction(() => typeof Office !== 'undefined');
  // By its callback, which office.js keeps: of the promise it gives, nothing may be left when memory is collected.
  await frame.evaluate(() => new Promise<void>((settle) => void Office.onReady(() => settle())));
  return frame;
}

/** Pins the open pane, or lets it go. */
export const togglePin = async (page: Page): Promise<void> => {
  await page.locator('.task-pane-head button[aria-pressed]').click();
};

type Fault = 'latencyMs' | 'eml' | 'response' | 'isOffline' | 'otherAddinCancels';

/** Sets a fault in the settings, as a person would, and closes them again. */
export async function setFault(page: Page, fault: Fault, value: string): Promise<void> {
  await page.locator('[data-settings-toggle]').click();
  const control = page.locator(`.settings [data-fault=${fault}]`);
  if (fault === 'isOffline' || fault === 'otherAddinCancels') await control.setChecked(value === 'true');
  else await control.selectOption(value);
  await page.locator('[data-settings-toggle]').click();
}

/** The add-in's calls so far, newest last: `[call, outcome]`. */
export const callLog = (page: Page): Promise<readonly (readonly [string, string])[]> =>
  page.evaluate(() =>
    (window.simulatedOutlook?.state().log ?? []).map(({ call, outcome }): readonly [string, string] => [call, outcome]),
  );
