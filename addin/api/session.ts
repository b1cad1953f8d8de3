import type { Membership, TokenAnswer } from '#shared/contracts/session.ts';
import { ApiError, isTemporary } from './api-error.ts';
import type { AuthProvider, Credentials } from './auth-provider.ts';
import type { TokenSource } from './client.ts';
import type { ProfileStore } from './profile-store.ts';

export type SessionState =
  | { readonly kind: 'restoring' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signedOut'; readonly because: 'never' | 'expired' | 'asked' }
  | {
      readonly kind: 'signedIn';
      readonly membership: Membership;
      readonly memberships: readonly Membership[];
      readonly device: TokenAnswer['device'];
    };

/** Who is signed in at this page. The access token lives here and nowhere else. */
export interface Session extends TokenSource {
  readonly way: AuthProvider['way'];
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Restores the former sign-in without asking; called at start and by Try again. */
  start(): Promise<void>;
  signIn(credentials: Credentials | null): Promise<void>;
  /** Ends the session here; `tell` may first tell the server with the token that is about to go. */
  signOut(tell?: () => Promise<void>): Promise<void>;
  chooseOrganization(id: string): void;
}

export const createSession = (provider: AuthProvider, profile: ProfileStore): Session => {
  const memory = createMemory(profile);
  let renewing: Promise<string> | null = null;

  const restore = async (): Promise<string> => {
    const answer = await provider.restore();
    if (answer) return memory.accept(answer);
    memory.end('expired');
    throw new ApiError('signed_out');
  };
  /** One renewal at a time: everyone who asks meanwhile gets the same. */
  const renewOnce = () => (renewing ??= restore().finally(() => (renewing = null)));

  return {
    way: provider.way,
    state: memory.state,
    subscribe: memory.subscribe,
    async start() {
      memory.change({ kind: 'restoring' });
      try {
        const answer = await provider.restore();
        if (answer) memory.accept(answer);
        else memory.end('never');
      } catch (error) {
        if (isTemporary(error)) memory.recall();
        else memory.end('expired');
      }
    },
    async signIn(credentials) {
      memory.accept(await provider.signIn(credentials));
    },
    async signOut(tell) {
      // The person leaves in any case; a device that could not be told is listed until it is signed out there.
      await tell?.().catch(() => undefined);
      provider.signOut();
      memory.end('asked');
    },
    chooseOrganization(id) {
      const state = memory.state();
      if (state.kind !== 'signedIn') return;
      const membership = state.memberships.find(({ organization }) => organization.id === id);
      if (!membership) return;
      profile.write('organization', id);
      memory.change({ ...state, membership });
    },
    accessToken: () => Promise.resolve(memory.token() ?? renewOnce()),
    renew: (refused) => {
      const token = memory.token();
      return token !== null && token !== refused ? Promise.resolve(token) : renewOnce();
    },
    organization: () => {
      const state = memory.state();
      return state.kind === 'signedIn' ? state.membership.organization.id : null;
    },
  };
};

const createMemory = (profile: ProfileStore) => {
  let state: SessionState = { kind: 'restoring' };
  let token: string | null = null;
  const listeners = new Set<() => void>();
  const change = (next: SessionState) => {
    state = next;
    listeners.forEach((listener) => listener());
  };
  return {
    state: () => state,
    token: () => token,
    change,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    accept({ accessToken, memberships, device }: TokenAnswer): string {
      const chosen = profile.read('organization');
      const membership = memberships.find(({ organization }) => organization.id === chosen) ?? memberships[0];
      if (!membership) throw new ApiError('not_permitted');
      token = accessToken;
      // A renewal of the token alone is no news for the views.
      const known = state.kind === 'signedIn' && JSON.stringify(state.memberships) === JSON.stringify(memberships);
      if (!known) change({ kind: 'signedIn', membership, memberships, device });
      profile.write('known-as', JSON.stringify({ memberships, device: { ...device, isNew: false } }));
      return accessToken;
    },
    /** Without the server the page knows who was signed in here last; every call still asks for a token of its own. */
    recall() {
      const { memberships = [], device } = readKnown(profile) ?? {};
      const chosen = profile.read('organization');
      const membership = memberships.find(({ organization }) => organization.id === chosen) ?? memberships[0];
      if (membership && device && profile.read('refresh-token') !== null)
        change({ kind: 'signedIn', membership, memberships, device });
      else change({ kind: 'unreachable' });
    },
    end(because: 'never' | 'expired' | 'asked') {
      token = null;
      profile.write('known-as', null);
      change({ kind: 'signedOut', because });
    },
  };
};

type Known = Pick<TokenAnswer, 'memberships' | 'device'>;

/** What this page wrote itself; anything else is as good as nothing. */
const readKnown = (profile: ProfileStore): Known | null => {
  try {
    return JSON.parse(profile.read('known-as') ?? 'null') as Known | null;
  } catch {
    return null;
  }
};
