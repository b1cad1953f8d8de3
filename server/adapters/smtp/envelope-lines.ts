/** The envelope as commands (RFC 5321 sections 4.1.1.2 and 4.1.1.3) with what the server's extensions allow. */
import { isAscii } from 'node:buffer';
import { domainToASCII } from 'node:url';
import type { SmtpAnswer } from '../../domain/outbound/smtp-answer.ts';
import type { Envelope } from '../../ports/mail-transport.ts';
import type { Offers } from './greeting.ts';
import { ownAnswer } from './reply.ts';

export interface OfferedMail {
  readonly envelope: Envelope;
  readonly bytes: Uint8Array;
}

/** A command to send, or why it cannot be. */
export type Line = { readonly command: string } | { readonly refused: SmtpAnswer };

export interface EnvelopeLines {
  readonly mail: Line;
  /** In the order of the envelope. */
  readonly recipients: readonly Line[];
}

const refused = (text: string): Line => ({ refused: ownAnswer(text) });

const ascii = /^[\x21-\x7e]*$/;
/** What would end the address, the command or the line. */
const breaksOut = /[\s\p{Cc}<>]/u;
/** A quoted local part may hold a space (RFC 5321 section 4.1.2). */
const quotedLocal = /^"(?:[^"\\\p{Cc}]|\\[\x20-\x7e])*"$/u;

/** The address as it may stand between angle brackets; null when it may not. */
const wireAddress = (address: string): string | null => {
  const atSign = address.lastIndexOf('@');
  if (atSign < 1) return null;
  const [local, domain] = [address.slice(0, atSign), address.slice(atSign + 1)];
  if (!quotedLocal.test(local) && (breaksOut.test(local) || /["@\\,;:()[\]]/.test(local))) return null;
  // Before anything converts it: what converts names takes line breaks out silently.
  if (breaksOut.test(domain)) return null;
  const wireDomain = domain.startsWith('[') ? domain : domainToASCII(domain);
  return wireDomain === '' || breaksOut.test(wireDomain) ? null : `${local}@${wireDomain}`;
};

const headerOf = (bytes: Uint8Array): string => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.indexOf('\r\n\r\n');
  return buffer.toString('latin1', 0, end < 0 ? buffer.length : end);
};

/** RFC 3461 section 4: what is not plain is written as +XX. */
const xtext = (text: string): string =>
  text.replace(
    /[^\x21-\x2a\x2c-\x3c\x3e-\x7e]/g,
    (one) => `+${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

const mailParameters = (mail: OfferedMail, offers: Offers, header: string): string => {
  const id = /^Message-ID:\s*<([\x21-\x7e]{1,100})>/im.exec(header)?.[1];
  return [
    ...(offers.sizeLimit !== null ? [` SIZE=${mail.bytes.length}`] : []),
    ...(offers.eightBit && !isAscii(mail.bytes) ? [' BODY=8BITMIME'] : []),
    ...(offers.notifications && mail.envelope.notify ? [' RET=HDRS', ...(id ? [` ENVID=${xtext(id)}`] : [])] : []),
  ].join('');
};

const mailLine = (mail: OfferedMail, offers: Offers): Line => {
  const { from } = mail.envelope;
  const address = from === '' ? '' : wireAddress(from);
  if (address === null) return refused('The address of the sender cannot stand in an envelope.');
  if (offers.sizeLimit !== null && mail.bytes.length > offers.sizeLimit) {
    return refused(`The server takes at most ${offers.sizeLimit} bytes; this mail has ${mail.bytes.length}.`);
  }
  const header = headerOf(mail.bytes);
  const international = !ascii.test(address) || /[\x80-\xff]/.test(header);
  if (international && !offers.utf8) {
    return refused('The server does not take mail with international addresses (SMTPUTF8).');
  }
  const utf8 = offers.utf8 && (international || mail.envelope.to.some((one) => !ascii.test(one)));
  return { command: `MAIL FROM:<${address}>${mailParameters(mail, offers, header)}${utf8 ? ' SMTPUTF8' : ''}\r\n` };
};

const recipientLine = (recipient: string, notify: boolean, offers: Offers): Line => {
  const address = wireAddress(recipient);
  if (address === null) return refused('The address cannot stand in an envelope.');
  if (!/^[\x20-\x7e]*$/.test(address) && !offers.utf8) {
    return refused('The server does not take mail for international addresses (SMTPUTF8).');
  }
  return {
    command: `RCPT TO:<${address}>${notify && offers.notifications ? ' NOTIFY=SUCCESS,FAILURE,DELAY' : ''}\r\n`,
  };
};

/** Every command of the envelope; what this server or any server cannot take is refused here, in our words. */
export const envelopeLines = (mail: OfferedMail, offers: Offers): EnvelopeLines => ({
  mail: mailLine(mail, offers),
  recipients: mail.envelope.to.map((one) => recipientLine(one, mail.envelope.notify, offers)),
});
