/**
 * Draws the PNG icons from their SVG sources: `node test/setup/render-icons.mjs`.
 * Small sizes have a drawing of their own, because the lines of the large one would run together.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const icons = new URL('../../addin/public/icons/', import.meta.url);
const smallest = [16, 20, 24, 25];
const others = [32, 40, 48, 50, 64, 75, 80, 96, 128, 144];

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  const page = await browser.newPage();
  const draw = async (source, pixels) => {
    const svg = await readFile(new URL(source, icons), 'utf8');
    await page.setViewportSize({ width: pixels, height: pixels });
    await page.setContent(`<style>*{margin:0}svg{display:block;width:${pixels}px;height:${pixels}px}</style>${svg}`);
    await writeFile(new URL(`${pixels}.png`, icons), await page.screenshot({ omitBackground: true }));
  };
  for (const pixels of smallest) await draw('icon-small.svg', pixels);
  for (const pixels of others) await draw('icon.svg', pixels);
  console.log(`Drew ${smallest.length + others.length} icons to addin/public/icons/.`);
} finally {
  await browser.close();
}
