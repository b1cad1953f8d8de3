import type { Instant } from '#shared/model/instant.ts';
import type { MailPerson, Message } from '../../domain/mail/message.ts';
import { ownMailHeader, type OwnMailMark, ownMailMaterial, writeOwnMailMark } from '../../domain/mail/own-mail.ts';
import type { TokenSigner } from '../../ports/token-signer.ts';

/** C2: the second header that mail of ours carries, for providers that rewrite its Message-ID. */
export const markOwnMail = (
  { signer }: { readonly signer: TokenSigner },
  organizationId: string,
  mail: { readonly messageId: string; readonly from: readonly MailPerson[]; readonly date: Instant },
): { readonly name: string; readonly value: string } => {
  const mac = signer.sign(organizationId, 'ownMail', ownMailMaterial(mail));
  return { name: ownMailHeader, value: writeOwnMailMark(mail.messageId, mac) };
};

/** P20: so is a mail with a code known, which is for whoever reads that address and never for the CRM. */
export const markCodeMail = (
  { signer }: { readonly signer: TokenSigner },
  organizationId: string,
  mail: { readonly messageId: string; readonly from: readonly MailPerson[]; readonly date: Instant },
): { readonly name: string; readonly value: string } => {
  const mac = signer.sign(organizationId, 'codeMail', ownMailMaterial(mail));
  return { name: ownMailHeader, value: writeOwnMailMark(mail.messageId, mac) };
};

export const isCodeMail = (
  { signer }: { readonly signer: TokenSigner },
  organizationId: string,
  mark: OwnMailMark | null,
): boolean => mark !== null && signer.verify(organizationId, 'codeMail', { text: mark.material, mac: mark.mac });

export interface Recognized {
  /** With the Message-ID under which it left. */
  readonly message: Message;
  /** The id that a provider gave it instead; null when it kept its own. */
  readonly rewrittenId: string | null;
}

/** C2: a copy of our own mail under a rewritten Message-ID is the mail that left, when its mark verifies. */
export const recognizeOwnMail = (
  { signer }: { readonly signer: TokenSigner },
  organizationId: string,
  message: Message,
  mark: OwnMailMark | null,
): Recognized => {
  if (mark === null || mark.messageId === message.messageId) return { message, rewrittenId: null };
  if (!signer.verify(organizationId, 'ownMail', { text: mark.material, mac: mark.mac }))
    return { message, rewrittenId: null };
  return { message: { ...message, messageId: mark.messageId }, rewrittenId: message.messageId };
};
