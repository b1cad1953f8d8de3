import type { Instant } from '#shared/model/instant.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Digests } from '../../ports/ids.ts';
import type { SystemWrite } from '../../ports/system-store.ts';
import { addOrganizationWithin } from '../organizations/add-organization.ts';
import { Refusal } from '../refusal.ts';
import { addUserWithin, type AddUserNeeds } from '../users/add-user.ts';
import { checkPassword } from './password-rules.ts';

export interface InvitationNeeds extends AddUserNeeds {
  readonly digests: Digests;
}

export const invitationLifetimes = { userMs: 7 * 24 * 60 * 60_000, firstRunMs: 24 * 60 * 60_000 } as const;

/** The token stands behind the #, which no server, proxy or Referer header gets to see. */
const linkOf = (publicUrl: string, token: string): string => `${publicUrl}/console/invitation#${token}`;

/** A new one-time link within the caller's transaction; links made before for the same login end. */
const inviteWithin = async (
  tx: SystemWrite,
  { ids, digests, clock }: InvitationNeeds,
  loginId: string | null,
  lifetimeMs: number,
): Promise<{ readonly token: string; readonly expiresAt: Instant }> => {
  const token = ids.secret();
  const expiresAt = (clock.now() + lifetimeMs) as Instant;
  if (loginId !== null) await tx.invitations.void(loginId, clock.now());
  await tx.invitations.add({ tokenHash: digests.sha256(token), loginId, expiresAt });
  return { token, expiresAt };
};

export interface Invitation {
  readonly url: string;
  readonly expiresAt: Instant;
}

/**
 * A one-time link with which a user chooses a password. Refused for somebody who also signs in to another organization:
 * its administrators have not agreed that this one may open their door.
 */
export const inviteUser =
  (needs: InvitationNeeds) =>
  (
    by: Pick<Actor, 'organizationId'> & { readonly actorId: string | null },
    userId: string,
    publicUrl: string,
  ): Promise<Invitation> =>
    needs.store.system.transact(async (tx) => {
      const here = tx.within(by.organizationId);
      const user = await here.users.find(userId);
      if (user === null || !user.active)
        throw new Refusal('user_not_found', 'The organization has no such active user.');
      const elsewhere = (await tx.logins.memberships(user.loginId)).some(
        ({ organization }) => organization.id !== by.organizationId,
      );
      if (elsewhere && by.actorId !== null)
        throw new Refusal(
          'not_permitted',
          'This person also signs in to another organization of this server; only its operator can reset the password.',
        );
      const { token, expiresAt } = await inviteWithin(tx, needs, user.loginId, invitationLifetimes.userMs);
      const at = needs.clock.now();
      await here.journal.append([
        { kind: 'user.changed', subjectId: userId, at, actorId: by.actorId, reason: 'invited' },
      ]);
      return { url: linkOf(publicUrl, token), expiresAt };
    });

/** The link with which the first administrator comes in; null when there is an administrator. */
export const firstRunLink =
  (needs: InvitationNeeds) =>
  (publicUrl: string): Promise<string | null> =>
    needs.store.system.transact(async (tx) => {
      if (await tx.logins.administratorExists()) return null;
      const { token } = await inviteWithin(tx, needs, null, invitationLifetimes.firstRunMs);
      return linkOf(publicUrl, token);
    });

export interface Acceptance {
  readonly token: string;
  readonly organization?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly password: string;
}

const required = (value: string | undefined, field: string): string => {
  if (value === undefined || value === '')
    throw new Refusal('invalid_request', `${field}: the first administrator needs one.`, {
      issues: [{ field, message: 'the first administrator needs one' }],
    });
  return value;
};

/** The organization and its administrator at once. Of several links the first one used is the only one. */
const acceptAsFirst = async (
  tx: SystemWrite,
  needs: InvitationNeeds,
  given: Acceptance,
  passwordHash: string,
): Promise<string | null> => {
  await tx.invitations.void(null, needs.clock.now());
  if (await tx.logins.administratorExists()) return null;
  const email = required(given.email, 'email');
  checkPassword(given.password, email);
  const organization = await addOrganizationWithin(tx, needs, {
    text: required(given.organization, 'organization'),
  });
  const { user } = await addUserWithin(
    tx,
    needs,
    {
      organizationId: organization.id,
      actorId: null,
      email,
      name: given.name,
      role: 'administrator',
      aliases: [],
    },
    passwordHash,
  );
  return user.email;
};

/** Whoever was signed in with the old password is not any more. */
const acceptAsUser = async (
  tx: SystemWrite,
  { clock }: InvitationNeeds,
  { loginId, passwordHash, password }: { loginId: string; passwordHash: string; password: string },
): Promise<string> => {
  const { email } = await tx.logins.get(loginId);
  checkPassword(password, email);
  await tx.logins.setPassword(loginId, passwordHash);
  await tx.access.revoke({ loginId, organizationId: null });
  await tx.invitations.void(loginId, clock.now());
  return email;
};

/** Sets the password of whom the link invites. A refusal leaves the link usable; success uses it up. */
export const acceptInvitation =
  (needs: InvitationNeeds) =>
  async (given: Acceptance): Promise<{ readonly email: string }> => {
    checkPassword(given.password, given.email ?? '');
    const passwordHash = await needs.hasher.hash(given.password);
    const email = await needs.store.system.transact(async (tx) => {
      const taken = await tx.invitations.take(needs.digests.sha256(given.token), needs.clock.now());
      if (taken === null) return null;
      return taken.loginId === null
        ? acceptAsFirst(tx, needs, given, passwordHash)
        : acceptAsUser(tx, needs, { loginId: taken.loginId, passwordHash, password: given.password });
    });
    if (email === null)
      throw new Refusal('invalid_grant', 'This link was used, is too old or was never given out; ask for a new one.');
    return { email };
  };
