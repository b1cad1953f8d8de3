/** What the pane asked for when it opened the window. */
export interface SignInRequest {
  readonly challenge: string;
  readonly state: string;
}

/** Reads the request from the page's address; null when the page was opened by hand. */
export const readSignInRequest = (search: string): SignInRequest | null => {
  const given = new URLSearchParams(search);
  const challenge = given.get('challenge') ?? '';
  const state = given.get('state') ?? '';
  return /^[A-Za-z0-9_-]{43}$/.test(challenge) && state !== '' ? { challenge, state } : null;
};
