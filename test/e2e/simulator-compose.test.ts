import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { quote, useProbeSession } from '../support/probe-session.ts';
import { callLog, dropMessage, openFolder, openPane, openSimulator, selectMessage } from '../support/simulator.ts';

const session = useProbeSession();
let page: Page;
beforeEach(() => {
  page = session.page();
});

describe('writing and sending', () => {
  it('compose members work, the send handler holds the message back, and Send anyway sends it', async () => {
    await openSimulator(page, session.simulatorUrl(), { profile: '1.12' });
    await dropMessage(page, 'quote.eml', quote);
    await page.getByRole('button', { name: 'Reply', exact: true }).click();
    const pane = await openPane(page);
    const got = await pane.evaluate(async () => {
      const draft = Office.context.mailbox.item as unknown as Office.MessageCompose;
      const { call } = window.probe;
      return {
        unsaved: await call(draft, 'getItemIdAsync'),
        saved: await call(draft, 'saveAsync'),
        id: await call(draft, 'getItemIdAsync'),
        to: await call(draft.to, 'getAsync'),
        type: await call(draft, 'getComposeTypeAsync'),
        header: await call(draft.internetHeaders, 'setAsync', { 'X-Track': 'yes' }),
        headers: await call(draft.internetHeaders, 'getAsync', ['x-track']),
        subject: await call(draft.subject, 'setAsync', 'Re: ¡Señales! 12 bombas'),
        hold: await call(draft.sessionData, 'setAsync', 'hold', 'yes'),
        noCategories: await call(draft.categories, 'addAsync', ['Important']),
      };
    });
    expect(got).toMatchObject({
      unsaved: { error: 9046 },
      to: { value: [{ emailAddress: 'ana@pumps.example', displayName: 'Ana Martín' }] },
      type: { value: { composeType: 'reply', coercionType: 'html' } },
      headers: { value: { 'x-track': 'yes' } },
      noCategories: { error: 5000 },
    });
    expect(got.id).toEqual(got.saved);

    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Choose a record first.').waitFor();
    const log = await callLog(page);
    const [, payload] = log.findLast(([call]) => call === 'event.completed')!;
    expect(JSON.parse(payload)).toEqual({
      allowEvent: false,
      errorMessage: 'Choose a record first.',
      cancelLabel: 'Open the pane',
      commandId: 'messageComposePane',
    });
    await page.getByRole('button', { name: 'Send anyway' }).click();
    await openFolder(page, 'sent');
    await selectMessage(page, 'Re: ¡Señales! 12 bombas');
    const sent = await page.evaluate(() => {
      const { items, openKey } = window.simulatedOutlook!.state();
      const item = items.get(openKey!)!;
      return item.kind === 'message' ? { headers: item.headers, to: item.to, text: item.text } : null;
    });
    expect(sent?.headers).toMatch(/^Message-ID: <[^@>]+@simulated\.example>\r$/m);
    expect(sent?.headers).toContain('In-Reply-To: <quote@pumps.example>\r\n');
    expect(sent?.headers).toContain('References: <first@pumps.example>\r\n <quote@pumps.example>\r\n');
    expect(sent?.headers).toContain('X-Track: yes\r\n');
    expect(sent?.to).toEqual([{ name: 'Ana Martín', address: 'ana@pumps.example' }]);
    expect(sent?.text).toContain('Aquí está');
  });

  it.each([
    ['a handler that allows it', { profile: '1.12', manifest: 'admin' }],
    ['a client without send events', { profile: '1.9', manifest: 'admin' }],
    ['a manifest without send events', { profile: '1.12', manifest: 'user' }],
  ] as const)('with %s the message goes out', async (_case, choices) => {
    await openSimulator(page, session.simulatorUrl(), choices);
    await page.getByRole('button', { name: 'New mail' }).click();
    await page.getByLabel('To', { exact: true }).fill('Ana <ana@pumps.example>');
    await page.getByLabel('Subject').fill('Hello');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Select an item to read').waitFor();
    await openFolder(page, 'sent');
    await selectMessage(page, 'Hello');
    await page.getByText('To: Ana <ana@pumps.example>').waitFor();
    const isAsked = (await callLog(page)).some(([call]) => call === 'event.completed');
    expect(isAsked).toBe(choices.profile === '1.12' && choices.manifest === 'admin');
  });

  it('a handler that takes long does not hold the message back for ever', async () => {
    await page.clock.install();
    await openSimulator(page, session.simulatorUrl(), { profile: '1.12' });
    await page.getByRole('button', { name: 'New mail' }).click();
    const pane = await openPane(page);
    await pane.evaluate(() => {
      const draft = Office.context.mailbox.item as unknown as Office.MessageCompose;
      return window.probe.call(draft.sessionData, 'setAsync', 'hold', 'for ever');
    });
    await page.getByLabel('Subject').fill('Patience');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('The add-in is looking at your message…').waitFor();
    await page.clock.fastForward(5_000);
    await page.getByText('The add-in takes longer than expected').waitFor();
    await page.getByRole('button', { name: 'Send anyway' }).click();
    await openFolder(page, 'sent');
    await selectMessage(page, 'Patience');
  });
});
