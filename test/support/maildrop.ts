import { makeTestCertificate } from './certificates.ts';
import { type ScriptedMailbox, type ScriptedReply, startScriptedMailbox } from './scripted-mailbox.ts';

/** A mail that lies in a maildrop. */
export interface Lying {
  readonly id: string;
  readonly text: string;
  /** What LIST says of it. */
  readonly size?: number;
}

/** What a POP3 server of a test holds (RFC 1939). */
export interface Maildrop {
  /** Changed by what is deleted. */
  mails: readonly Lying[];
  /** Instead of what a good server says; undefined: as it does. */
  readonly instead?: (verb: string, line: string) => ScriptedReply | undefined;
}

/** With a dot before each that begins a line. */
export const stuffed = (text: string): string => text.replace(/^\./gm, '..');

/** Does as a good server does, but for what the maildrop says instead. */
export const startMaildrop = async (drop: Maildrop): Promise<ScriptedMailbox> => {
  let marked = new Set<number>();
  const listed = (say: (mail: Lying) => string): string =>
    `+OK\r\n${drop.mails.map((mail, at) => `${at + 1} ${say(mail)}\r\n`).join('')}.\r\n`;
  const usual = (verb: string, number: number): ScriptedReply => {
    switch (verb) {
      case 'CAPA':
        return '+OK\r\nUSER\r\nUIDL\r\nSTLS\r\n.\r\n';
      case 'LIST':
        marked = new Set();
        return listed(({ text, size }) => `${size ?? text.length}`);
      case 'UIDL':
        return listed(({ id }) => id);
      case 'RETR':
        return `+OK\r\n${stuffed(drop.mails[number - 1]?.text ?? '')}.\r\n`;
      case 'DELE':
        marked.add(number);
        return '+OK marked\r\n';
      case 'QUIT':
        drop.mails = drop.mails.filter((_, at) => !marked.has(at + 1));
        return { then: 'drop', text: '+OK bye\r\n' };
      default:
        return '+OK\r\n';
    }
  };
  return startScriptedMailbox({
    certificate: await makeTestCertificate(),
    greeting: drop.instead?.('GREETING', '') ?? '+OK ready\r\n',
    reply: (line) => {
      const [verb = '', number = ''] = line.split(' ');
      return drop.instead?.(verb, line) ?? usual(verb, Number(number));
    },
  });
};
