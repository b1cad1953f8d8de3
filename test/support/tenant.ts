import { argon2Hasher } from '../../server/adapters/crypto/argon2-hasher.ts';
import { sha256Digests } from '../../server/adapters/system/sha256-digests.ts';
import type { App } from '../../server/app.ts';
import { addOrganization } from '../../server/usecases/organizations/add-organization.ts';
import { makeToken } from '../../server/usecases/sessions/make-token.ts';
import { addUser } from '../../server/usecases/users/add-user.ts';

export interface Tenant {
  readonly organizationId: string;
  readonly email: string;
  readonly password: string;
  /** A bearer token of the same person, for calls beside the browser. */
  readonly token: string;
}

/** An organization with one administrator who can sign in, through the same use cases as the command line. */
export const addTenant = async (app: App, name: string, email: string): Promise<Tenant> => {
  const needs = { ...app, hasher: argon2Hasher, digests: sha256Digests };
  const organization = await addOrganization(needs)(name);
  const password = 'long enough to be kept';
  await addUser(needs)({
    organizationId: organization.id,
    actorId: null,
    email,
    name: 'Uma Tracker',
    role: 'administrator',
    aliases: [],
    password,
  });
  const token = await makeToken(needs)({ email, organizationId: organization.id, lifetimeMs: 3_600_000 });
  return { organizationId: organization.id, email, password, token };
};

/** Another user of a tenant's organization, who administers nothing. */
export const addColleague = async (
  app: App,
  { organizationId, password }: Tenant,
  { email, name }: { readonly email: string; readonly name: string },
): Promise<Tenant> => {
  const needs = { ...app, hasher: argon2Hasher, digests: sha256Digests };
  await addUser(needs)({ organizationId, actorId: null, email, name, role: 'user', aliases: [], password });
  const token = await makeToken(needs)({ email, organizationId, lifetimeMs: 3_600_000 });
  return { organizationId, email, password, token };
};

/** Somebody of an organization that stands, with a token for calls beside the browser. */
export const tokenOf = async (
  app: App,
  organization: string,
  { email, password }: Pick<Tenant, 'email' | 'password'>,
): Promise<Tenant> => {
  const found = await app.store.system.organizations.find(organization);
  if (found === null) throw new Error(`there is no organization ${organization}`);
  const needs = { ...app, hasher: argon2Hasher, digests: sha256Digests };
  const token = await makeToken(needs)({ email, organizationId: found.id, lifetimeMs: 3_600_000 });
  return { organizationId: found.id, email, password, token };
};
