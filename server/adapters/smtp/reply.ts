/** Replies of a mail server (RFC 5321 section 4.2) out of bytes. */
import type { SmtpAnswer } from '../../domain/outbound/smtp-answer.ts';

export interface Reply {
  readonly code: number;
  /** Text of each line, code and separator taken off. */
  readonly lines: readonly string[];
}

/** What came is no reply of a mail server, or too much of it. */
export class NoReply extends Error {
  override readonly name = 'NoReply';
}

const longestLine = 8_192;
const mostLines = 500;
const longestText = 500;

const replyLine = /^([2-5]\d\d)(?:([ -])(.*))?$/s;

/** Takes bytes as they come, gives each reply that is whole to `take`. Throws NoReply after those before the nonsense. */
export const createReplyReader = (take: (reply: Reply) => void) => {
  let rest: Buffer = Buffer.alloc(0);
  let code = 0;
  let lines: string[] = [];
  const takeLine = (line: string): Reply | null => {
    const found = replyLine.exec(line);
    if (found === null) throw new NoReply('The server does not answer as a mail server does.');
    const [, digits, separator = ' ', text = ''] = found;
    if (lines.length > 0 && Number(digits) !== code) throw new NoReply('The server gave two codes in one answer.');
    if (lines.length >= mostLines) throw new NoReply('The server gave an answer without end.');
    code = Number(digits);
    lines.push(text);
    if (separator === '-') return null;
    const reply = { code, lines };
    lines = [];
    return reply;
  };
  return {
    push: (bytes: Buffer): void => {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
        const line = rest.toString('utf8', 0, end > 0 && rest[end - 1] === 0x0d ? end - 1 : end);
        rest = rest.subarray(end + 1);
        const reply = takeLine(line);
        if (reply !== null) take(reply);
      }
      if (rest.length > longestLine) throw new NoReply('The server gave a line without end.');
    },
    /** Forgets what was not read: text from before TLS is nobody's (RFC 3207 section 6). */
    clear: () => {
      rest = Buffer.alloc(0);
      lines = [];
    },
  };
};

const enhancedCode = /^([245]\.\d{1,3}\.\d{1,3})(?:\s|$)/;

/** Our own words where the server has said nothing. */
export const ownAnswer = (text: string): SmtpAnswer => ({
  code: null,
  enhanced: null,
  text: text.slice(0, longestText),
});

/** The reply as it is kept: one text, without control characters, at most 500 characters. */
export const answerOf = ({ code, lines }: Reply): SmtpAnswer => {
  const enhanced = enhancedCode.exec(lines[0] ?? '')?.[1] ?? null;
  const texts = enhanced === null ? lines : lines.map((line) => line.replace(enhancedCode, '').trimStart());
  const text = texts.join(' ').replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return { code, enhanced, text: text.trim().slice(0, longestText) };
};
