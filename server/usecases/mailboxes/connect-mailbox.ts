import { PermanentFailure } from '../../ports/failure.ts';
import type { MailSources, SourceCursor } from '../../ports/mail-source.ts';
import type { NewMailbox } from './add-mailbox.ts';
import { triedProfile } from './source-profile.ts';

/** Whoever waits for it does not wait for ever. */
const withinMs = 45_000;

/** Where a new mailbox begins, with the secret as its server left it; a sentence where it could not be reached yet. */
export type Connected =
  | { readonly kind: 'connected'; readonly cursor: SourceCursor; readonly secret: string }
  | { readonly kind: 'notYet'; readonly problem: string };

const unknown = 'Its server could not be reached.';

/**
 * A1: goes to the server of a mailbox that is about to be added and asks where what is new begins; what lies there is
 * passed over. Throws PermanentFailure where trying again would fail the same way (sign-in, folder, certificate).
 */
export const connectMailbox =
  ({ mailSources }: { readonly mailSources: MailSources }) =>
  async ({
    incoming,
    secret,
    trustedHost,
  }: Pick<NewMailbox, 'incoming' | 'secret' | 'trustedHost'>): Promise<Connected> => {
    const kept = { secret };
    const profile = {
      ...triedProfile('new', { incoming, secret, trustedHost }),
      keepSecret: (next: string) => {
        kept.secret = next;
        return Promise.resolve();
      },
    };
    try {
      await using source = mailSources.open(profile);
      const known = () => Promise.resolve(new Set<string>());
      const asked = { cursor: null, from: null, limit: 1, maxBytes: 0, known };
      const mails = source.fetch(asked, AbortSignal.timeout(withinMs));
      for (;;) {
        const step = await mails.next();
        if (step.done === true) return { kind: 'connected', cursor: step.value.cursor, secret: kept.secret };
      }
    } catch (error) {
      if (error instanceof PermanentFailure) throw error;
      return {
        kind: 'notYet',
        problem: error instanceof Error && error.name === 'TemporaryFailure' ? error.message : unknown,
      };
    }
  };
