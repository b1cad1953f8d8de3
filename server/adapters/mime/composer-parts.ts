/** What both writers of messages hand to nodemailer's composer, the same way. */
import type { Hash } from 'node:crypto';

/** Line breaks and NUL: the characters that end a field. */
export const endsField = /[\r\n\0]/;

/** No file and no address is ever opened while a message is built; lines end with CRLF. */
export const closedComposer = { disableFileAccess: true, disableUrlAccess: true, newline: 'windows' } as const;

/** A person as nodemailer takes one: as parts, so that nothing is parsed again. */
export const mailbox = (person: { readonly address: string; readonly name?: string | null | undefined }) => ({
  name: person.name ?? '',
  address: person.address,
});

export const withoutAngles = (id: string): string => id.replace(/^<|>$/g, '');

/** Delimiters come from the content and not from chance: the same parts give the same bytes. */
export const boundaryFrom = (hash: Hash): string => hash.digest('hex').slice(0, 32);

/** nodemailer appends a file with any disposition; `contentId` makes it one that the HTML shows. */
export const filePart = (file: {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
  readonly inline: boolean;
  readonly contentId?: string | null | undefined;
}) => ({
  filename: file.name,
  contentType: file.type || 'application/octet-stream',
  content: file.content,
  contentDisposition: file.inline ? ('inline' as const) : ('attachment' as const),
  ...(file.contentId ? { cid: withoutAngles(file.contentId) } : {}),
});
