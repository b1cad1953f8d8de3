import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readCorpus } from '../corpus/corpus-files.ts';
import { launchBrowser } from '../support/browser.ts';
import { startInstallation } from '../support/installation.ts';
import { eml } from '../support/eml.ts';
import { mailFixture } from '../support/mail.ts';
import { callBeside, signInWindow, type Beside } from '../support/pane.ts';
import { dropMessage, openPane, openSimulator, paneFrame, togglePin } from '../support/simulator.ts';
import { addTenant } from '../support/tenant.ts';

const drawn = 200;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The same messages in every run: those whose paths hash lowest; without the corpora, the fixtures of our own. */
const drawMessages = (): Uint8Array[] => {
  const corpus = readCorpus();
  if (corpus === null) {
    const folder = fileURLToPath(new URL('../fixtures/mail/', import.meta.url));
    const names = readdirSync(folder).filter((name) => name.endsWith('.eml'));
    return names.map((name) => mailFixture(name.slice(0, -'.eml'.length)));
  }
  const order = (path: string) => sha256(Buffer.from(path));
  const sorted = corpus.toSorted((one, other) => (order(one.path) < order(other.path) ? -1 : 1));
  return sorted.slice(0, 2 * drawn).map(({ bytes }) => bytes());
};

/** Hashes of everything the server keeps for the person: sources of activities, bytes of held mail. */
const storedHashes = async (beside: Beside): Promise<Set<string>> => {
  const hashes = new Set<string>();
  for (const [list, source] of [
    ['/activities', (id: string) => `/activities/${id}/source`],
    ['/undeliverable', (id: string) => `/undeliverable/${id}/source`],
  ] as const) {
    let cursor = '';
    do {
      const page = await (await callBeside(beside, `${list}?limit=200${cursor}`)).json();
      const { items, nextCursor } = page as { items: { id: string }[]; nextCursor: string | null };
      for (const { id } of items) hashes.add(sha256(await (await callBeside(beside, source(id))).body()));
      cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
    } while (cursor !== '');
  }
  return hashes;
};

test('P17: real mail tracked in the pane under 1.16 is stored byte for byte', { timeout: 600_000 }, async () => {
  const messages = drawMessages();
  await using installation = await startInstallation();
  const tenant = await addTenant(installation.running.app, 'Originals', 'uma@contoso.test');
  const browser = await launchBrowser();
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await openSimulator(page, installation.running.simulatorUrl!, { profile: '1.16' });
  await dropMessage(page, 'first.eml', Buffer.from(eml()));
  await signInWindow(page, await openPane(page), tenant);
  await togglePin(page);
  const tracked: Uint8Array[] = [];
  for (const [n, bytes] of messages.entries()) {
    if (tracked.length === drawn) break;
    await dropMessage(page, `${n}.eml`, bytes);
    const pane = await paneFrame(page);
    const track = pane.getByRole('button', { name: 'Track in CRM', exact: true });
    // Collections hold copies of one mail: those stand already, and are no second original.
    const known = pane.getByText(/^(Tracked in CRM|Held, nothing is lost)$/).filter({ visible: true });
    await track.or(known).first().waitFor();
    if (!(await track.isVisible())) continue;
    const answered = page.waitForResponse((response) => response.url().includes('/api/v1/promotions'));
    const [answer] = await Promise.all([answered, track.click()]);
    expect(answer.status(), `message ${n}`).toBeLessThan(300);
    tracked.push(bytes);
  }
  const stored = await storedHashes({ page, installation, tenant });
  const missing = tracked.filter((bytes) => !stored.has(sha256(bytes)));
  expect(missing.length, `${missing.length} of ${tracked.length} differ from what was dropped`).toBe(0);
  expect(tracked.length).toBeGreaterThanOrEqual(Math.min(drawn, messages.length - 5));
  await browser.close();
});
