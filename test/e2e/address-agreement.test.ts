import { build } from 'esbuild';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ParsedAddress } from '#shared/model/address.ts';
import { hasMixedScript, parseAddress } from '#shared/model/address.ts';
import { invalidAddresses, validAddresses } from '../support/address-fixtures.ts';
import { launchBrowser } from '../support/browser.ts';

/** What one side makes of a text. */
interface Reading {
  readonly text: string;
  readonly parsed: ParsedAddress;
  readonly mixedScript: boolean;
}

const readHere = (texts: readonly string[]): Reading[] =>
  texts.map((text) => {
    const parsed = parseAddress(text);
    return { text, parsed, mixedScript: parsed.kind === 'address' && hasMixedScript(parsed.address.domain) };
  });

let browser: Browser;
let page: Page;

/** The very module of the server, bundled for the pane; `read` is the twin of `readHere`. */
const bundle = async (): Promise<string> => {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { hasMixedScript, parseAddress } from './shared/model/address.ts';
        globalThis.read = (texts) => texts.map((text) => {
          const parsed = parseAddress(text);
          return { text, parsed, mixedScript: parsed.kind === 'address' && hasMixedScript(parsed.address.domain) };
        });`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    write: false,
    format: 'iife',
    charset: 'utf8',
  });
  return outputFiles[0]?.text ?? '';
};

const readInBrowser = (texts: readonly string[]): Promise<Reading[]> =>
  page.evaluate((all) => (globalThis as unknown as { read: (texts: readonly string[]) => Reading[] }).read(all), texts);

/** Texts the two sides read differently, with what each makes of them. */
const disagreements = async (texts: readonly string[]): Promise<{ here: Reading; there: Reading | undefined }[]> => {
  const there = await readInBrowser(texts);
  return readHere(texts)
    .map((here, at) => ({ here, there: there[at] }))
    .filter((pair) => JSON.stringify(pair.here) !== JSON.stringify(pair.there));
};

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ content: await bundle() });
});

afterAll(async () => {
  await browser.close();
});

test('R8: Chromium reads every listed address as Node does', async () => {
  const texts = [...validAddresses, ...invalidAddresses].map(({ input }) => input);
  expect(await disagreements(texts)).toEqual([]);
});

/** First and last code points of letters, marks and signs that every Unicode version in use knows. */
const oddBlocks = [
  [0xc0, 0x24f],
  [0x2b0, 0x2ff],
  [0x300, 0x34e],
  [0x3a3, 0x3ff],
  [0x400, 0x4ff],
  [0x531, 0x556],
  [0x5d0, 0x5ea],
  [0x610, 0x6d3],
  [0x904, 0x94d],
  [0xe01, 0xe3a],
  [0x10d0, 0x10fa],
  [0x1100, 0x11ff],
  [0x1e00, 0x1eff],
  [0x200b, 0x200f],
  [0x2070, 0x2071],
  [0x2460, 0x24ff],
  [0x3041, 0x3096],
  [0x30a1, 0x30fe],
  [0x3300, 0x33ff],
  [0x4e00, 0x9fa5],
  [0xac00, 0xd7a3],
  [0xff01, 0xff5e],
] as const;

test('R8: Chromium and Node agree about ten thousand odd domains', async () => {
  const alphabets = [
    'aZé9-ßı',
    'aſİﬁ',
    'αςω',
    'жд1',
    'שע',
    'عب\u06f0',
    '例漢か',
    '한ᄀ',
    'ก\u0e33',
    'अ\u0902\u200d',
    '.\u3002a',
  ];
  const word = fc
    .constantFrom(...alphabets)
    .chain((letters) => fc.array(fc.constantFrom(...Array.from(letters)), { minLength: 1, maxLength: 5 }))
    .map((parts) => parts.join(''));
  const oddWord = fc
    .constantFrom(...oddBlocks)
    .chain(([first, last]) => fc.integer({ min: first, max: last }))
    .map((code) => String.fromCodePoint(code));
  const label = fc.oneof(
    word,
    word,
    fc.tuple(word, oddWord).map((parts) => parts.join('')),
    fc.stringMatching(/^xn--[a-z0-9-]{1,5}$/),
  );
  const texts = fc.sample(
    fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => `anna@${labels.join('.')}`),
    { seed: 20_261_121, numRuns: 10_000 },
  );
  const accepted = readHere(texts).filter(({ parsed }) => parsed.kind === 'address');
  expect(accepted.length).toBeGreaterThan(1_000);
  expect(await disagreements(texts)).toEqual([]);
});
