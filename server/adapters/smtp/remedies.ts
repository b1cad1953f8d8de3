/** What usually helps when a mail server says no at a certain step. */
import type { SmtpAnswer, SmtpStage } from '../../domain/outbound/smtp-answer.ts';
import type { SendingProfile } from '../../ports/mail-transport.ts';

const ofConnection = (answer: SmtpAnswer, { port, tls }: SendingProfile): string => {
  if (/egress|inner network/i.test(answer.text)) return 'Ask the operator of this installation to allow that network.';
  if (/listens on port/.test(answer.text)) {
    return 'Check the port: 587 with STARTTLS, 465 with TLS from the first byte, 25 for a relay of your own.';
  }
  if (port === 465 && tls !== 'implicit') return 'Port 465 speaks TLS from the first byte: choose that mode.';
  if (port === 25) return 'Many networks block port 25: use 587 with STARTTLS, or ask for it to be opened.';
  return 'Check host and port, and whether a firewall stands between this server and the mail server.';
};

const ofTls = (answer: SmtpAnswer, { port, tls }: SendingProfile): string => {
  if (/certificate/i.test(answer.text)) {
    return 'Use the host name that stands in the certificate, or have the mail server renew it; it is never passed over.';
  }
  if (/does not offer TLS/.test(answer.text)) return 'Use port 587, or 465 with TLS from the first byte.';
  if (tls === 'implicit' && port !== 465) return `Port ${port} usually begins without TLS: choose STARTTLS.`;
  return 'Check that port and TLS mode belong together: 587 with STARTTLS, 465 with TLS from the first byte.';
};

const ofSignIn = (answer: SmtpAnswer): string => {
  if (/never sent without TLS/.test(answer.text)) return 'Choose STARTTLS or TLS from the first byte.';
  if (/XOAUTH2|PLAIN|LOGIN/.test(answer.text)) return 'Choose another way to sign in that this server offers.';
  if (answer.code === 535 || answer.code === 534) {
    return 'Check user and secret; with a second factor the provider wants an app password or OAuth 2.0.';
  }
  return 'Check user and secret, and that the provider allows sending by SMTP for this account.';
};

const ofRelay = (answer: SmtpAnswer, { credentials }: SendingProfile): string => {
  if (!/relay/i.test(answer.text) && !answer.enhanced?.startsWith('5.7.')) {
    return 'Choose another recipient for the test, or read the answer of the server.';
  }
  return credentials === null
    ? 'Give user and secret, or have the mail server relay for the address of this server.'
    : 'Have the mail server allow this user to send to other domains.';
};

/** One sentence a person can act on. */
export const remedyFor = (stage: SmtpStage, answer: SmtpAnswer, profile: SendingProfile): string => {
  switch (stage) {
    case 'resolve':
      return /inner network/i.test(answer.text)
        ? ofConnection(answer, profile)
        : 'Check the spelling of the host; this server cannot find it.';
    case 'connect':
    case 'greeting':
    case 'ehlo':
      return ofConnection(answer, profile);
    case 'tls':
      return ofTls(answer, profile);
    case 'auth':
      return ofSignIn(answer);
    case 'mail':
      return 'The server must allow this sender address for the user that signs in.';
    case 'recipient':
    case 'data':
    case 'finalDot':
      return ofRelay(answer, profile);
  }
};
