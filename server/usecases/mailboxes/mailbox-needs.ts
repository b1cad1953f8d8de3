import type { MailSources } from '../../ports/mail-source.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import type { WakeUp } from '../../ports/wake-up.ts';

export interface MailboxNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secretBox: SecretBox;
  readonly mailSources: MailSources;
  readonly wakeUp: WakeUp;
}

/** The name of the background work that polls. */
export const pollJob = 'poll-mailboxes';
