import type { TokenAnswer } from '#shared/contracts/session.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** A way to become signed in. Local accounts are one; other identity providers join as another of these. */
export interface AuthProvider {
  /** Whether the person signs in in a window of Outlook or in a form of the page. */
  readonly way: 'dialog' | 'form';
  /** Asks the person (with `credentials`: they were typed into the page); rejects with SignInCanceled or ApiError. */
  signIn(credentials: Credentials | null): Promise<TokenAnswer>;
  /** Signs in again without asking; null when there is nothing to restore. */
  restore(): Promise<TokenAnswer | null>;
  /** Forgets what `restore` would use. */
  signOut(): void;
}

/** The person closed the window, or it could not be opened (`blocked`). */
export class SignInCanceled extends Error {
  readonly because: 'closed' | 'blocked';

  constructor(because: 'closed' | 'blocked', cause?: unknown) {
    super(`sign-in ${because}`, { cause });
    this.name = 'SignInCanceled';
    this.because = because;
  }
}
