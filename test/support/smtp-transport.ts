import { createEgressGuard } from '../../server/adapters/net/egress-guard.ts';
import { createSmtpTransport, type SmtpTransportOptions } from '../../server/adapters/smtp/smtp-transport.ts';
import type { Delivery, MailTransport, SendingProfile } from '../../server/ports/mail-transport.ts';

export const profileAt = (port: number, given: Partial<SendingProfile> = {}): SendingProfile => ({
  key: `localhost:${port}`,
  host: '127.0.0.1',
  port,
  tls: 'whenOffered',
  credentials: null,
  trusted: true,
  ...given,
});

/** The real transport; short waits where a test is about silence. */
export const testTransport = (given: Partial<SmtpTransportOptions> = {}): MailTransport =>
  createSmtpTransport({ guard: createEgressGuard(), localName: 'client.test', ...given });

/** Waits that let a test of silence end, long enough for a busy machine. */
export const shortWaits = {
  connect: 1_000,
  tls: 1_000,
  greeting: 700,
  command: 700,
  data: 700,
  block: 700,
  finalDot: 700,
};

export const plainMail = Buffer.from('From: ana@contoso.test\r\nSubject: Offer\r\n\r\nDear Bo\r\n');

export const sendTo = (
  transport: MailTransport,
  profile: SendingProfile,
  to: readonly string[] = ['bo@northwind.example'],
  beforeFinalDot: (accepted: readonly string[]) => Promise<void> = () => Promise.resolve(),
): Promise<Delivery> =>
  transport.send(
    profile,
    { envelope: { from: 'ana@contoso.test', to, notify: false }, bytes: plainMail },
    beforeFinalDot,
  );

/** `kind@stage`, with `!` where the server refuses us, in the order of the envelope. */
export const told = (delivery: Delivery): string =>
  delivery.recipients.map((one) => ('stage' in one ? `${one.kind}@${one.stage}` : one.kind)).join(' ') +
  (delivery.profileRefused === null ? '' : ` !${delivery.profileRefused.stage}`);
