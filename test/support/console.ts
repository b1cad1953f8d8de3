import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Installation } from './installation.ts';
import type { Tenant } from './tenant.ts';

interface Visit {
  readonly browser: Browser;
  readonly installation: Installation;
  readonly tenant: Tenant;
}

/** The console as a person opens it: the address, then the sign-in; `look` is of the browser. */
export const openConsoleAt = async (
  { browser, installation, tenant }: Visit,
  path: string,
  look: BrowserContextOptions = {},
): Promise<Page> => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, bypassCSP: true, locale: 'en-US', ...look });
  const page = await context.newPage();
  await page.goto(`${installation.running.localUrl}/console${path}`);
  const spanish = look.locale?.startsWith('es') === true;
  await page.getByLabel(spanish ? 'Correo' : 'E-mail').fill(tenant.email);
  const password = page.getByLabel(spanish ? 'Contraseña' : 'Password', { exact: true });
  await password.fill(tenant.password);
  await page.getByRole('button', { name: spanish ? 'Iniciar sesión' : 'Sign in', exact: true }).click();
  // Whoever goes to another page before the answer is here has not signed in.
  await password.waitFor({ state: 'detached' });
  return page;
};
