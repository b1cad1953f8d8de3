import type { Frame, Page } from 'playwright-core';
import { eml } from './eml.ts';
import type { Installation } from './installation.ts';
import { callBeside } from './pane.ts';
import { addTenant, type Tenant } from './tenant.ts';

/** An organization with Anna Berg (contact) of Fabrikam Air (account) and an opportunity of hers. */
export interface PaneTenant extends Tenant {
  readonly anna: { readonly id: string; readonly address: string };
  readonly deal: { readonly id: string; readonly name: string };
}

export const addPaneTenant = async (installation: Installation, page: Page, mark: string): Promise<PaneTenant> => {
  const tenant = await addTenant(installation.running.app, `Contoso ${mark}`, `uma.${mark}@contoso.test`);
  const create = async (type: string, data: object): Promise<{ id: string }> => {
    const response = await callBeside({ page, installation, tenant }, `/records/${type}`, data);
    return (await response.json()) as { id: string };
  };
  const address = `anna.${mark}@fabrikam.example`;
  const account = await create('account', { name: 'Fabrikam Air' });
  const { id } = await create('contact', {
    fields: { firstName: 'Anna', lastName: 'Berg', account: account.id, phone: '+34 91 555 01 23' },
    addresses: [address],
  });
  const name = '40 pumps for Fabrikam';
  const deal = await create('opportunity', { name, fields: { account: account.id, contact: id, status: 'open' } });
  return { ...tenant, anna: { id, address }, deal: { id: deal.id, name } };
};

/** A mail of Anna's to the tenant. */
export const annasMail = (tenant: PaneTenant, subject: string, change: { id?: string; cc?: string } = {}): Buffer =>
  Buffer.from(
    eml({
      id: change.id ?? `${subject.replaceAll(' ', '-').toLowerCase()}@fabrikam.example`,
      from: `Anna Berg <${tenant.anna.address}>`,
      to: tenant.email,
      subject,
      ...(change.cc === undefined ? {} : { cc: change.cc }),
    }),
  );

/** How many pixels of the frame's content stand out to the side. */
export const overflowOf = (view: Frame): Promise<number> =>
  view.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
