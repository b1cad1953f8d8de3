/** Credentials as mail servers take them; only tokens can be replaced. */
interface Credentials {
  readonly kind: string;
  readonly accessToken?: (refused?: string) => Promise<string>;
}

/**
 * A token may end before its time, when somebody revokes it: what was tried with it is tried once more with another one.
 * `isRefused` tells a sign-in that was refused from other failures. Throws what the last attempt throws.
 */
export const withAnotherToken = async <Given extends Credentials | null, Result>(
  credentials: Given,
  attempt: (credentials: Given) => Promise<Result>,
  isRefused: (error: unknown) => boolean,
): Promise<Result> => {
  const { accessToken } = credentials ?? {};
  if (accessToken === undefined) return attempt(credentials);
  let used: string | undefined;
  const first = async (): Promise<string> => (used ??= await accessToken());
  try {
    return await attempt({ ...credentials, accessToken: first });
  } catch (error) {
    if (used === undefined || !isRefused(error)) throw error;
    const refused = used;
    return attempt({ ...credentials, accessToken: () => accessToken(refused) });
  }
};
