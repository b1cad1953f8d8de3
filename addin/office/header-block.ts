export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
}

/** Fields of a raw header block up to the empty line, unfolded (RFC 5322 section 2.2.3). */
export const readHeaderBlock = (block: string): HeaderField[] => {
  const end = /\r?\n\r?\n/.exec(block);
  const head = end ? block.slice(0, end.index) : block;
  return head
    .replace(/\r?\n(?=[ \t])/g, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 1
        ? []
        : [{ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() }];
    });
};

/** Message-IDs that the mail says it answers: In-Reply-To, then References newest first; at most 32. */
export const readThreadIds = (block: string): string[] => {
  const fields = readHeaderBlock(block);
  const idsOf = (name: string) =>
    fields.filter((field) => field.name === name).flatMap(({ value }) => value.match(/<[^<>\s]+>/g) ?? []);
  return [...new Set([...idsOf('in-reply-to'), ...idsOf('references').reverse()])].slice(0, 32);
};

/** The Message-ID that the bytes of a message carry, or null. */
export const readMessageId = (bytes: Uint8Array): string | null => {
  // The header block is enough; 256 KB of it holds any Message-ID met in practice.
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 262_144));
  return readHeaderBlock(head).find(({ name }) => name === 'message-id')?.value ?? null;
};
