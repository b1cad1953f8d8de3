import { randomBytes } from 'node:crypto';
import type { Frame, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../support/probe-session.ts';
import { quote, second, useProbeSession } from '../support/probe-session.ts';
import {
  chooseProfile,
  dropMessage,
  openFolder,
  openPane,
  openSimulator,
  paneFrame,
  selectMessage,
  setFault,
  togglePin,
} from '../support/simulator.ts';

const session = useProbeSession();
let page: Page;
beforeEach(() => {
  page = session.page();
});

/** Opens the message in the given client, with the pane beside it. */
async function readQuote(profile: '1.5' | '1.9' | '1.12' | '1.16'): Promise<Frame> {
  await openSimulator(page, session.simulatorUrl(), { profile });
  await dropMessage(page, 'quote.eml', quote);
  const pane = await openPane(page);
  await pane.waitForFunction(() => window.probe.isListening === true);
  return pane;
}

describe('reading a message', () => {
  it('the real office.js starts and gives the members of the message', async () => {
    const pane = await readQuote('1.12');
    const item = await pane.evaluate(async () => {
      const open = Office.context.mailbox.item!;
      return {
        host: Office.context.diagnostics.host,
        subject: open.subject,
        from: open.from.displayName,
        to: open.to.map((one) => one.emailAddress),
        cc: open.cc.map((one) => one.emailAddress),
        messageId: open.internetMessageId,
        attachment: open.attachments[0]?.name,
        content: await window.probe.call(open, 'getAttachmentContentAsync', open.attachments[0]?.id),
        text: await window.probe.call(open.body, 'getAsync', 'text'),
        language: Office.context.displayLanguage,
        sets: ['1.5', '1.12', '1.13'].map((set) => Office.context.requirements.isSetSupported('Mailbox', set)),
      };
    });
    expect(item).toEqual({
      host: 'Outlook',
      subject: 'Quote for 12 pumps',
      from: 'Ana Martín',
      to: ['alex@simulated.example'],
      cc: ['bo@pumps.example'],
      messageId: '<quote@pumps.example>',
      attachment: 'quote.pdf',
      content: { value: { content: 'UERG', format: 'base64' } },
      text: { value: 'Aquí está' },
      language: 'en-US',
      sets: [true, true, false],
    });
  });

  it('all internet headers come unchanged, and custom properties stay with their message', async () => {
    const pane = await readQuote('1.9');
    const got = await pane.evaluate(async () => {
      const open = Office.context.mailbox.item!;
      const load = async (): Promise<Office.CustomProperties> => {
        const loaded = await window.probe.call(open, 'loadCustomPropertiesAsync');
        return (loaded as { value: Office.CustomProperties }).value;
      };
      const properties = await load();
      properties.set('crm', 'account-1');
      await window.probe.call(properties, 'saveAsync');
      const headers = await window.probe.call(open, 'getAllInternetHeadersAsync');
      return { headers: (headers as { value: string }).value, crm: (await load()).get('crm') as unknown };
    });
    expect(got.headers).toContain('References: <first@pumps.example>\r\n');
    expect(got.headers).not.toContain('--b\r\n');
    expect(got.crm).toBe('account-1');
  });

  it('a category that is not in the master list is refused, and shown once it is', async () => {
    const pane = await readQuote('1.12');
    const outcomes = await pane.evaluate(async () => {
      const { mailbox } = Office.context;
      const { categories } = mailbox.item!;
      return [
        await window.probe.call(categories, 'addAsync', ['Tracked']),
        await window.probe.call(mailbox.masterCategories, 'addAsync', [{ displayName: 'Tracked', color: 'Preset4' }]),
        await window.probe.call(categories, 'addAsync', ['Tracked']),
      ];
    });
    expect(outcomes).toEqual([{ error: 9044 }, {}, {}]);
    expect(await page.locator('.item .category').textContent()).toBe('Tracked');
  });

  it('a client of 1.5 refuses what came later', async () => {
    const pane = await readQuote('1.5');
    const outcome = await pane.evaluate(() =>
      window.probe.call(Office.context.mailbox.item!, 'getAllInternetHeadersAsync'),
    );
    expect(outcome).toEqual({ error: 5000 });
  });
});

describe('getAsFileAsync', () => {
  it('P17: gives the exact bytes of any file under 1.16', async () => {
    await openSimulator(page, session.simulatorUrl(), { profile: '1.16' });
    const files = Array.from({ length: 5 }, (_, size) =>
      Buffer.concat([Buffer.from(`Subject: random ${size}\r\n\r\n`), randomBytes(size * 40_000 + 3)]),
    );
    for (const [index, bytes] of files.entries()) {
      await dropMessage(page, `random-${index}.eml`, bytes);
      const pane = await openPane(page);
      const answer = await pane.evaluate(() =>
        window.probe.call(Office.context.mailbox.item!, 'getAsFileAsync', { asyncContext: 1 }),
      );
      expect(Buffer.from((answer as { value: string }).value, 'base64').equals(bytes)).toBe(true);
    }
  });

  it.each(['1.12', '1.5'] as const)('is absent under %s', async (profile) => {
    const pane = await readQuote(profile);
    expect(await pane.evaluate(() => typeof Office.context.mailbox.item!.getAsFileAsync)).toBe('undefined');
  });

  it('fails once with 5001 when asked to, and then works', async () => {
    const pane = await readQuote('1.16');
    await setFault(page, 'eml', 'once');
    const call = (): Promise<Outcome> =>
      pane.evaluate(() => window.probe.call(Office.context.mailbox.item!, 'getAsFileAsync'));
    expect(await call()).toEqual({ error: 5001 });
    expect(await call()).toHaveProperty('value');
  });
});

describe('faults', () => {
  it('mailbox calls fail with 9020 and, offline, with 9041 while the frame itself is offline too', async () => {
    const pane = await readQuote('1.12');
    await setFault(page, 'response', 'always');
    const headers = (): Promise<Outcome> =>
      pane.evaluate(() => window.probe.call(Office.context.mailbox.item!, 'getAllInternetHeadersAsync'));
    expect(await headers()).toEqual({ error: 9020 });
    await setFault(page, 'isOffline', 'true');
    expect(await headers()).toEqual({ error: 9041 });
    await pane.waitForFunction(() => !navigator.onLine);
    expect(await pane.evaluate(() => fetch('/').then(() => 'answered', String))).toBe('TypeError: Failed to fetch');
  });
});

describe('slow answers', () => {
  it('P16: a call belongs to the message it was made on, however late the answer', async () => {
    await page.clock.install();
    await openSimulator(page, session.simulatorUrl(), { profile: '1.12' });
    await dropMessage(page, 'second.eml', second);
    await dropMessage(page, 'quote.eml', quote);
    const pane = await openPane(page);
    await pane.waitForFunction(() => window.probe.isListening === true);
    await togglePin(page);
    await setFault(page, 'latencyMs', '4000');
    const late = pane.evaluate(() => window.probe.call(Office.context.mailbox.item!.body, 'getAsync', 'text'));
    await selectMessage(page, 'Second mail');
    await pane.waitForFunction(() => window.probe.events.length === 1);
    await page.clock.fastForward(4000);
    expect(await late).toEqual({ value: 'Aquí está' });
  });
});

describe('settings of the add-in', () => {
  it('roam: the next pane finds them', async () => {
    const pane = await readQuote('1.5');
    await pane.evaluate(() => {
      const { roamingSettings } = Office.context;
      roamingSettings.set('organization', 'contoso');
      return window.probe.call(roamingSettings, 'saveAsync');
    });
    await chooseProfile(page, '1.9');
    const next = await paneFrame(page);
    expect(await next.evaluate(() => Office.context.roamingSettings.get('organization') as unknown)).toBe('contoso');
  });
});

describe('the pane', () => {
  it('P16: a pinned pane stays and hears ItemChanged; unpinned it closes', async () => {
    await openSimulator(page, session.simulatorUrl(), { profile: '1.16' });
    await dropMessage(page, 'second.eml', second);
    await dropMessage(page, 'quote.eml', quote);
    const pane = await openPane(page);
    await pane.waitForFunction(() => window.probe.isListening === true);
    await togglePin(page);
    await selectMessage(page, 'Second mail');
    await pane.waitForFunction(() => window.probe.events.length === 1);
    expect(await pane.evaluate(() => window.probe.events)).toEqual(['Second mail']);
    expect(await pane.evaluate(() => typeof Office.context.mailbox.item!.getAsFileAsync)).toBe('function');
    await openFolder(page, 'archive');
    await pane.waitForFunction(() => window.probe.events.length === 2);
    expect(await pane.evaluate(() => window.probe.events[1])).toBe(null);
    await openFolder(page, 'inbox');
    await selectMessage(page, 'Quote for 12 pumps');
    await togglePin(page);
    await selectMessage(page, 'Second mail');
    await page.locator('iframe[data-frame=pane]').waitFor({ state: 'detached' });
  });

  it('follows the theme, and a new client loads it anew', async () => {
    const pane = await readQuote('1.16');
    await page.locator('[data-settings-toggle]').click();
    await page.getByLabel('Theme').selectOption('dark');
    await pane.waitForFunction(() => window.probe.themes.length === 1);
    expect(await pane.evaluate(() => window.probe.themes)).toEqual(['#1f1f1f #1f1f1f']);
    await chooseProfile(page, '1.5');
    const reloaded = await paneFrame(page);
    expect(await reloaded.evaluate(() => Office.context.requirements.isSetSupported('Mailbox', '1.6'))).toBe(false);
  });

  it('a dialog opens as a window of its own and its message comes back', async () => {
    const pane = await readQuote('1.16');
    const message = await pane.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const options = { height: 50, width: 30, promptBeforeOpen: false };
          Office.context.ui.displayDialogAsync(`${location.origin}/addin/dialog.html`, options, ({ value }) =>
            value.addEventHandler(Office.EventType.DialogMessageReceived, (event) => {
              value.close();
              resolve('message' in event ? event.message : String(event.error));
            }),
          );
        }),
    );
    expect(JSON.parse(message)).toEqual({ code: 'from the dialog' });
  });

  it('a button can act without the pane and leave a bar above the message', async () => {
    await openSimulator(page, session.simulatorUrl(), { profile: '1.12' });
    await dropMessage(page, 'quote.eml', quote);
    await page.getByRole('button', { name: 'Track', exact: true }).click();
    await page.getByText('Tracked: Quote for 12 pumps').waitFor();
  });
});
