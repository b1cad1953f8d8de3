/** What lies in a POP3 mailbox. */
import { PermanentFailure } from '../../ports/failure.ts';
import { ask } from './open-pop3.ts';
import { Pop3Failure } from './pop3-failure.ts';
import type { Pop3Wire } from './pop3-wire.ts';

/** A mailbox that holds more is too large for a protocol that lists all of it each time. */
const mostMails = 50_000;
const longestList = 8 * 1024 * 1024;

export interface ListedMail {
  readonly number: number;
  /**
   * Unique-id and size: servers that give an id again (RFC 1939 section 7 allows it once its mail is gone) or to two
   * mails at once are told apart as long as the sizes differ.
   */
  readonly uidl: string;
  readonly sizeBytes: number;
}

const tooLarge = (): PermanentFailure =>
  new PermanentFailure(`The mailbox holds more than ${mostMails} mails: read it by IMAP, or clear it.`, {
    code: 'mailbox_too_large',
  });

const list = async (wire: Pop3Wire, command: string): Promise<readonly (readonly [number, string])[]> => {
  await ask(wire, command);
  const block = await wire.block(longestList);
  if (block === null) throw tooLarge();
  const lines = block.toString('latin1').split('\r\n');
  if (lines.length > mostMails + 1) throw tooLarge();
  return lines
    .map((line) => /^(\d{1,9}) ([\x21-\x7e]{1,200})/.exec(line))
    .filter((found) => found !== null)
    .map(([, number, value = '']) => [Number(number), value] as const);
};

const uniqueIds = async (wire: Pop3Wire): Promise<readonly (readonly [number, string])[]> => {
  try {
    return await list(wire, 'UIDL');
  } catch (error) {
    if (!(error instanceof Pop3Failure) || error.kind !== 'refused') throw error;
    throw new PermanentFailure(
      'The mail server gives its mails no unique ids (UIDL), so none can be told from another.',
      {
        code: 'uidl_missing',
        cause: error,
      },
    );
  }
};

/** All mails, by number. Throws Pop3Failure, PermanentFailure `uidl_missing`, `mailbox_too_large`. */
export const listMaildrop = async (wire: Pop3Wire): Promise<readonly ListedMail[]> => {
  const sizes = new Map(await list(wire, 'LIST'));
  const ids = await uniqueIds(wire);
  return ids
    .map(([number, id]) => {
      const sizeBytes = Number(sizes.get(number) ?? 0);
      return { number, uidl: `${id} ${sizeBytes}`, sizeBytes };
    })
    .sort((one, other) => one.number - other.number);
};
