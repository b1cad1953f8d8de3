import { identityMaterial } from '../../domain/activity/identity.ts';
import type { Message } from '../../domain/mail/message.ts';
import type { Digests } from '../../ports/ids.ts';
import type { Tracking } from './tracking.ts';

export interface MailIdentity {
  readonly sha256: string;
  readonly messageIdKey: string | null;
}

/** A5: which mail it is; of internal mail the receivers' activity is another than the author's (A6). Mails of which nothing could be read would else all be one, and the second would be lost. */
export const identityOf = (
  message: Message,
  bytes: Uint8Array,
  digests: Digests,
  side: Tracking['side'] = null,
): MailIdentity => {
  const { complete, material, messageIdKey } = identityMaterial(message);
  const known = complete === 'nothing' ? `${material} ${digests.sha256(bytes)}` : material;
  const text = side === 'receiver' ? `${known} received` : known;
  return { sha256: digests.sha256(text), messageIdKey };
};
