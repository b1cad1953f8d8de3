import type { TokenAnswer } from '#shared/contracts/session.ts';
import type { PageConfig } from '../config.ts';
import type { AuthProvider } from './auth-provider.ts';
import { createLocalAuth, exclusivelyIn } from './local-auth.ts';
import { createProfileStore, pageStorage, partitionsWith } from './profile-store.ts';
import { createTransport } from './transport.ts';

/** A sign-in that is being restored before Outlook has told which partition of the storage is ours. */
export interface EarlyRestore {
  readonly partition: string;
  readonly answer: Promise<TokenAnswer | null>;
}

/**
 * Begins to restore the former sign-in while office.js still loads, where the storage remembers exactly one. The next refresh
 * token is kept in the partition the first came from, so nothing is lost when Outlook names another one.
 */
export const restoreEarly = (config: PageConfig): EarlyRestore | null => {
  const storage = pageStorage();
  const [partition, ...others] = partitionsWith(storage, 'refresh-token');
  if (partition === undefined || others.length > 0) return null;
  const answer = createLocalAuth({
    transport: createTransport({ apiBase: config.apiBase, fetch: (...request) => fetch(...request) }),
    profile: createProfileStore(storage, partition),
    exclusively: exclusivelyIn(partition),
  }).restore();
  // Whoever asks for the answer is told of its failure; when nobody does, it concerns nobody.
  answer.catch(() => undefined);
  return { partition, answer };
};

/** The provider, whose first restoring is the one that began early, if that was for this partition. */
export const continuing = (provider: AuthProvider, early: EarlyRestore | null, partition: string): AuthProvider => {
  let begun = early?.partition === partition ? early.answer : null;
  return {
    ...provider,
    restore: () => {
      const answer = begun ?? provider.restore();
      begun = null;
      return answer;
    },
  };
};
