import type { RecordRef } from '#shared/model/record-ref.ts';
import type { SendingProfile } from './mail-transport.ts';
import type { SentCopyTarget } from './sent-copies.ts';

export type SendingChoice =
  | {
      readonly kind: 'ready';
      /**
       * Which settings these are (a mailbox, the organization, the installation). It stays while their values change:
       * pauses are kept by it (S5).
       */
      readonly id: string;
      readonly profile: SendingProfile;
      /** S16: what leaves here reaches the sandbox of the demonstration and nobody else. */
      readonly sandbox: boolean;
      /** S8: the folder of sent mail; null: no copy is kept there. */
      readonly sentCopy: SentCopyTarget | null;
    }
  /** S10: a sentence for the author that names the missing step: not set up, not approved, not tested, disabled. */
  | { readonly kind: 'notReady'; readonly missing: string };

/** Through which server mail of a sender leaves, as the settings stand now (S2, S10). */
export interface SendingProfiles {
  /** `sender` is the user or queue in whose name it goes out. Throws TemporaryFailure alone. */
  choose(organizationId: string, sender: RecordRef): Promise<SendingChoice>;
}
