import type { Frame, Page } from 'playwright-core';
import type { Installation } from './installation.ts';
import type { Tenant } from './tenant.ts';

export interface Beside {
  readonly page: Page;
  readonly installation: Installation;
  readonly tenant: Tenant;
}

/** A call beside the browser, as another program makes it: bearer token, nothing stubbed. With `data` it posts. */
export const callBeside = async ({ page, installation, tenant }: Beside, path: string, data?: object) => {
  const response = await page.request.fetch(`${installation.running.localUrl}/api/v1${path}`, {
    headers: { authorization: `Bearer ${tenant.token}` },
    ...(data === undefined ? {} : { method: 'POST', data }),
  });
  if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
  return response;
};

/** Signs in through the window that office.js opens, as a person does, in either language. */
export const signInWindow = async (page: Page, pane: Frame, { email, password }: Tenant): Promise<void> => {
  const opened = page.context().waitForEvent('page');
  await pane.getByRole('button', { name: signIn }).click();
  const dialog = await opened;
  await dialog.getByLabel(/^(E-mail|Correo)$/).fill(email);
  await dialog.getByLabel(/^(Password|Contraseña)$/).fill(password);
  await dialog.getByRole('button', { name: signIn }).click();
};

const signIn = /^(Sign in|Iniciar sesión)$/;
