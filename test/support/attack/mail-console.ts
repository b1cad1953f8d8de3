import type { Browser, Page } from 'playwright-core';
import type { Installation } from '../installation.ts';
import { addTenant, type Tenant } from '../tenant.ts';
import { type MailPageWatch, watchMailPages } from './mail-page-watch.ts';

/** The console, signed in, in a context where everything that mail may try is noted. */
export interface MailConsole {
  readonly page: Page;
  readonly watch: MailPageWatch;
  /** Stores a mail; gives the activity's id when there is one that shows HTML. */
  readonly store: (message: Uint8Array) => Promise<string | null>;
}

export const openMailConsole = async (browser: Browser, installation: Installation): Promise<MailConsole> => {
  const { app, localUrl } = installation.running;
  const tenant: Tenant = await addTenant(app, 'Attacked', 'uma@contoso.test');
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
  const watch = await watchMailPages(context, localUrl);
  const page = await context.newPage();
  await page.goto(`${localUrl}/console`);
  await page.getByLabel('E-mail').fill(tenant.email);
  await page.getByLabel('Password', { exact: true }).fill(tenant.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Records' }).waitFor();
  const authorization = `Bearer ${tenant.token}`;
  const api = `${localUrl}/api/v1`;
  const store = async (message: Uint8Array) => {
    const promoted = await page.request.post(`${api}/promotions`, {
      headers: { authorization, 'content-type': 'message/rfc822' },
      data: Buffer.from(message),
    });
    if (!promoted.ok()) return null;
    const { activity } = (await promoted.json()) as { activity: { id: string } | null };
    if (activity === null) return null;
    const answer = await page.request.get(`${api}/activities/${activity.id}`, { headers: { authorization } });
    const { html } = (await answer.json()) as { html: string | null };
    return html === null ? null : activity.id;
  };
  return { page, watch, store };
};

/** How many of the attacks do something in a page that neither sanitizes nor encloses: what the watch can see at all. */
export const workingAttacks = async ({ page, watch }: MailConsole, attacks: readonly string[]): Promise<number> => {
  const bare = await page.context().newPage();
  let working = 0;
  for (const attack of attacks) {
    await bare.goto('about:blank');
    watch.takeOffences();
    await bare.evaluate(async (html) => {
      const frame = document.createElement('iframe');
      const loaded = new Promise((settle) => (frame.onload = settle));
      frame.srcdoc = html;
      document.body.append(frame);
      await loaded;
      await new Promise((settle) => requestAnimationFrame(() => setTimeout(settle)));
    }, attack);
    if (watch.takeOffences().length > 0) working++;
  }
  await bare.close();
  watch.takeOffences();
  return working;
};
