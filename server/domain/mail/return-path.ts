/**
 * The address that reports come back to: `bounces+<id>.<mac>@contoso.test`, where `bounces@contoso.test` is a mailbox of
 * ours that takes whatever follows the plus (RFC 5233). It names the mail without trusting what comes back.
 */
export interface SignedReturnPath {
  readonly emailId: string;
  readonly mac: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** RFC 5321 section 4.5.3.1.1. */
const longestLocalPart = 64;

/** The address for one mail; null when its id or the mailbox leaves no room for it: then there is no signed path. */
export const writeReturnPath = (mailbox: string, { emailId, mac }: SignedReturnPath): string | null => {
  const at = mailbox.lastIndexOf('@');
  if (at < 1 || !uuid.test(emailId)) return null;
  const local = `${mailbox.slice(0, at)}+${emailId.replaceAll('-', '')}.${mac}`;
  return local.length > longestLocalPart ? null : `${local}${mailbox.slice(at)}`;
};

const written = /^[^@]{1,30}\+([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.([0-9a-z]{13})@/;

/** What an address of that form says, in any case; the caller verifies the MAC. */
export const readReturnPath = (address: string): SignedReturnPath | null => {
  const [, a = '', b = '', c = '', d = '', e = '', mac] = written.exec(address.toLowerCase()) ?? [];
  return mac === undefined ? null : { emailId: `${a}-${b}-${c}-${d}-${e}`, mac };
};
