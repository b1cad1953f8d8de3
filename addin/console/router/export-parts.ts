import type { HeldMail } from '../../queries/held-mail.ts';

/** As much as the server puts into one archive. */
const most = { mails: 200, bytes: 256 * 1024 * 1024 };

/** Ids of what the reader may see the source of, cut so that each part fits into one archive. */
export const exportParts = (holds: readonly HeldMail[]): readonly (readonly string[])[] => {
  const parts: string[][] = [];
  let bytes = 0;
  for (const { id, sizeBytes, actions } of holds) {
    if (!actions.includes('source')) continue;
    const last = parts.at(-1);
    if (last === undefined || last.length === most.mails || bytes + sizeBytes > most.bytes) {
      parts.push([id]);
      bytes = sizeBytes;
    } else {
      last.push(id);
      bytes += sizeBytes;
    }
  }
  return parts;
};
