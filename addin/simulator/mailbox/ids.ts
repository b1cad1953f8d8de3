/**
 * Identities in the form Exchange gives them: long, base64, with '/', '+' and '=' inside, because add-ins must survive those
 * in URLs. They are derived from a seed, so one file has one identity in every session.
 */
export const itemIdFrom = (seed: string): string => `AAMkADk4/+${spread(seed)}AAA=`;

export const conversationIdFrom = (seed: string): string => `AAQkADk4${spread(seed)}=`;

/** FNV-1a over four offsets, 128 bits as text: enough to tell the mails of one mailbox apart. */
const spread = (seed: string): string => [0, 1, 2, 3].map((offset) => fnv(`${offset}:${seed}`)).join('');

function fnv(text: string): string {
  let hash = 0x811c9dc5;
  for (const unit of new TextEncoder().encode(text)) hash = Math.imul(hash ^ unit, 0x01000193);
  return (hash >>> 0).toString(36).padStart(7, 'A').toUpperCase();
}
