import type { AuthenticationResult, IPublicClientApplication } from '@azure/msal-browser';
import { AuthError, createNestablePublicClientApplication, InteractionRequiredAuthError } from '@azure/msal-browser';
import type { PageConfig } from '../config.ts';
import { canSignInNested } from '../office/nested-sign-in.ts';
import { SignInRefused } from './failure-of.ts';

type Application = NonNullable<PageConfig['outlookApplication']>;

/** Outlook may never answer; then it is said so. */
const silentMs = 20_000;
const askingMs = 300_000;

/** Signed in at the user's own mailbox, by the sign-in of Outlook itself (nested app authentication). */
export interface MailboxSignIn {
  /** Whose mailbox it is. */
  readonly user: string;
  readonly token: (refused?: string) => Promise<string>;
}

const within = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new SignInRefused('unreachable', new Error('Outlook did not answer'))), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

const refusalOf = (error: unknown): SignInRefused => {
  if (error instanceof SignInRefused) return error;
  if (error instanceof InteractionRequiredAuthError) return new SignInRefused('interaction', error);
  const isOffline = error instanceof AuthError && error.errorCode === 'no_network_connectivity';
  return new SignInRefused(isOffline ? 'unreachable' : 'refused', error);
};

const scopesOf = ({ graphUrl }: Application): string[] => {
  const { origin } = new URL(graphUrl);
  return ['Contacts.ReadWrite', 'Tasks.ReadWrite', 'Calendars.ReadWrite'].map((name) => `${origin}/${name}`);
};

/**
 * Signs in; with `asking` the person may be asked by a window, which needs their click. Rejects with SignInRefused where this
 * Outlook knows no nested sign-in, nobody consented, or Microsoft refuses.
 */
export const signInToMailbox = async (application: Application, how: 'silent' | 'asking'): Promise<MailboxSignIn> => {
  if (!canSignInNested()) throw new SignInRefused('unsupported');
  const scopes = scopesOf(application);
  const { clientId, authority } = application;
  const silently = (app: IPublicClientApplication, forceRefresh: boolean): Promise<AuthenticationResult> =>
    within(app.acquireTokenSilent({ scopes, forceRefresh }), silentMs);
  try {
    const app = await within(
      createNestablePublicClientApplication({
        auth: { clientId, authority },
        cache: { cacheLocation: 'sessionStorage' },
      }),
      silentMs,
    );
    const first = await silently(app, false).catch((error: unknown) => {
      if (how === 'silent' || !(error instanceof InteractionRequiredAuthError)) throw error;
      return within(app.acquireTokenPopup({ scopes }), askingMs);
    });
    const { username: user } = first.account;
    return {
      user,
      token: async (refused) => {
        try {
          const { accessToken, account } = await silently(app, refused !== undefined);
          if (account.username === user) return accessToken;
        } catch (error) {
          throw refusalOf(error);
        }
        throw new SignInRefused('refused', new Error('somebody else is signed in by now'));
      },
    };
  } catch (error) {
    throw refusalOf(error);
  }
};
