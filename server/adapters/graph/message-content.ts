import type { GraphClient } from './graph-client.ts';
import { isAboutMail, isGone } from './graph-refusal.ts';

/** PidTagMessageSize (MS-OXPROPS): the service tells the size of a mail only so. */
const sizeProperty = 'Integer 0x0E08';

interface Reading {
  readonly client: GraphClient;
  readonly signal: AbortSignal;
  readonly asked: { readonly maxBytes: number };
}

const sizeOf = async ({ client, signal }: Reading, at: string): Promise<number> => {
  const expand = encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${sizeProperty}')`);
  const { json } = await client.send({ at: `${at}?$select=id&$expand=${expand}` }, signal);
  const [found] = (json['singleValueExtendedProperties'] ?? []) as readonly { readonly value?: unknown }[];
  const size = Number(found?.value);
  return Number.isSafeInteger(size) && size > 0 ? size : 0;
};

/**
 * The bytes of a mail as it came (`$value`), no more than were asked for: reading stops there, and the bytes are null. Null
 * altogether: the mail is gone. `withheld`: the service does not give out this one.
 */
export const messageContent = async (
  reading: Reading,
  id: string,
): Promise<{ readonly bytes: Uint8Array | null; readonly sizeBytes: number } | 'withheld' | null> => {
  const { client, asked, signal } = reading;
  const at = `${client.root}/messages/${encodeURIComponent(id)}`;
  try {
    const bytes = await client.download(`${at}/$value`, asked.maxBytes, signal);
    if (bytes !== null) return { bytes, sizeBytes: bytes.length };
    return { bytes: null, sizeBytes: Math.max(asked.maxBytes + 1, await sizeOf(reading, at)) };
  } catch (error) {
    if (isGone(error)) return null;
    if (isAboutMail(error)) return 'withheld';
    throw error;
  }
};
