import { parseAddress } from '#shared/model/address.ts';
import { codeMail, type MailLanguage } from '../../domain/addresses/address-code-mail.ts';
import { newMessageId } from '../../domain/outbound/thread-headers.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { MailTransport, SendingProfile } from '../../ports/mail-transport.ts';
import type { MessageComposer } from '../../ports/message-composer.ts';
import type { TokenSigner } from '../../ports/token-signer.ts';
import { Refusal } from '../refusal.ts';
import { markCodeMail } from '../tokens/own-mail.ts';

export interface SendCodeNeeds {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly composer: MessageComposer;
  readonly transport: MailTransport;
  readonly signer: TokenSigner;
}

interface CodeToSend {
  readonly organizationId: string;
  readonly to: string;
  readonly code: string;
  readonly organization: string;
  readonly user: string;
  readonly language: MailLanguage;
}

/**
 * The address that the organization's server knows us by; without one, an address at the user's domain that nobody reads.
 * Never the user's own: an answer that quotes the code would reach whom it has to be kept from.
 */
const senderOf = ({ credentials }: SendingProfile, user: string): string => {
  const known = credentials === null ? null : parseAddress(credentials.user);
  return known?.kind === 'address' ? known.address.text : `no-reply@${user.slice(user.lastIndexOf('@') + 1)}`;
};

const byHand = 'An administrator can also add the address for you.';

/**
 * Hands the mail with the code to the server at once. It passes no outbox, where its author could read it, and has an empty
 * reverse path (RFC 3834 section 3), so that no report brings the code back. Refuses `email_not_sendable` when the server
 * does not take it.
 */
export const sendCode = async (
  { clock, ids, composer, transport, signer }: SendCodeNeeds,
  profile: SendingProfile,
  { organizationId, to, language, ...told }: CodeToSend,
): Promise<void> => {
  const from = senderOf(profile, told.user);
  const [date, messageId] = [clock.now(), newMessageId(ids.next(), from)];
  const sender = { address: from, name: null };
  const { bytes } = await composer.compose({
    from: sender,
    sender: null,
    replyTo: [],
    to: [{ address: to, name: null }],
    cc: [],
    ...codeMail(language, told),
    html: null,
    attachments: [],
    date,
    messageId,
    inReplyTo: null,
    references: [],
    ownFields: [
      { name: 'Auto-Submitted', value: 'auto-generated' },
      { name: 'X-Auto-Response-Suppress', value: 'All' },
      markCodeMail({ signer }, organizationId, { messageId, from: [sender], date }),
    ],
    priority: 'normal',
    readReceiptTo: null,
    listUnsubscribe: null,
  });
  const mail = { envelope: { from: '', to: [to], notify: false }, bytes };
  const { recipients } = await transport.send(profile, mail, () => Promise.resolve());
  const [verdict] = recipients;
  if (verdict?.kind === 'failed')
    throw new Refusal('email_not_sendable', `The mail server takes no mail for this address; check it. ${byHand}`);
  if (verdict === undefined || verdict.kind === 'deferred')
    throw new Refusal('email_not_sendable', `The mail server did not take the mail now; try again later. ${byHand}`);
};
