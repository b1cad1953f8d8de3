/** How long each answer is waited for, milliseconds: RFC 5321 section 4.5.3.2. */
export interface SmtpTimeouts {
  readonly connect: number;
  readonly tls: number;
  readonly greeting: number;
  readonly command: number;
  readonly data: number;
  readonly block: number;
  /** Ended early, this would make mails twice of which nobody knows. */
  readonly finalDot: number;
}

const minute = 60_000;

export const rfcTimeouts: SmtpTimeouts = {
  connect: 30_000,
  tls: minute,
  greeting: 5 * minute,
  command: 5 * minute,
  data: 2 * minute,
  block: 3 * minute,
  finalDot: 10 * minute,
};

/** The same, none longer than `longestMs`. */
export const timeoutsUpTo = (longestMs: number, timeouts: SmtpTimeouts): SmtpTimeouts => ({
  connect: Math.min(timeouts.connect, longestMs),
  tls: Math.min(timeouts.tls, longestMs),
  greeting: Math.min(timeouts.greeting, longestMs),
  command: Math.min(timeouts.command, longestMs),
  data: Math.min(timeouts.data, longestMs),
  block: Math.min(timeouts.block, longestMs),
  finalDot: Math.min(timeouts.finalDot, longestMs),
});
