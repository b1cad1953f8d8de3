import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { findChromium } from '../setup/programs.ts';

/** Starts the machine's Chromium without a window and without its own traffic, with `more` switches. Close it when done. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('No Chromium found: install it, or name its program in CHROMIUM.');
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}
