import type { StoredAddress } from './record-store.ts';

export type Role = 'user' | 'administrator';

/** A person in one organization: the record that mail is matched with, and the membership that lets them in. */
export interface StoredUser {
  readonly id: string;
  readonly loginId: string;
  readonly name: string;
  /** The address they sign in with. */
  readonly email: string;
  readonly addresses: readonly StoredAddress[];
  readonly role: Role;
  readonly active: boolean;
  readonly hasPassword: boolean;
  readonly version: number;
}

export interface UserStoreRead {
  find(userId: string): Promise<StoredUser | null>;
  findByLogin(loginId: string): Promise<StoredUser | null>;
  /** By name, those without any of the words left out. */
  list(
    words: readonly string[],
    page: { readonly limit: number; readonly after: { readonly nameKey: string; readonly id: string } | null },
  ): Promise<(StoredUser & { readonly nameKey: string })[]>;
  /** The user, if any, whose sign-in or alias this is. */
  withAddress(addressKey: string): Promise<{ readonly id: string } | null>;
  activeAdministrators(): Promise<number>;
}

export interface UserStoreWrite extends UserStoreRead {
  /** False when the login is already a member here. The record of the user is written by `records`. */
  join(membership: { readonly loginId: string; readonly userId: string; readonly role: Role }): Promise<boolean>;
  setRole(userId: string, role: Role): Promise<void>;
  setActive(userId: string, active: boolean): Promise<void>;
}
