import { z } from 'zod';

/** T1, T6: which token goes into the subject of our mail; none leaves correlation to the headers (T7). */
export const TokenMode = z.enum(['signed', 'classic', 'off']);
export type TokenMode = z.infer<typeof TokenMode>;

/** T2: the bounds of the classic token's parts. */
export const tokenBounds = {
  prefix: 20,
  userDigits: 10,
  counterDigits: 9,
  userBase: 2_147_483_647,
} as const;

const digits = (most: number, message: string) => z.number(message).int(message).min(1, message).max(most, message);
const prefixMessage = `write 1 to ${tokenBounds.prefix} characters on one line, such as CRM:`;
const Prefix = z
  .string(prefixMessage)
  .normalize()
  .trim()
  .min(1, prefixMessage)
  .max(tokenBounds.prefix, prefixMessage)
  .refine((text) => !/\p{Cc}/u.test(text), prefixMessage);

/** The shape of a classic token, by which one in a subject is known. */
export const TokenFormat = z.object({
  prefix: Prefix,
  userDigits: digits(tokenBounds.userDigits, `write a whole number from 1 to ${tokenBounds.userDigits}`),
  counterDigits: digits(tokenBounds.counterDigits, `write a whole number from 1 to ${tokenBounds.counterDigits}`),
});
export type TokenFormat = z.infer<typeof TokenFormat>;

const baseMessage = `write a whole number from 0 to ${tokenBounds.userBase}`;

/** How tokens are written. A signed token takes the letters and digits of the prefix and nothing else of the format. */
export const TokenSettings = TokenFormat.extend({
  mode: TokenMode,
  /** The first user's number is one more. */
  userBase: z.number(baseMessage).int(baseMessage).min(0, baseMessage).max(tokenBounds.userBase, baseMessage),
});
export type TokenSettings = z.infer<typeof TokenSettings>;

/** T1: `Hello CRM:0001001`; T6: signed for who changes nothing. */
export const defaultTokenSettings: TokenSettings = {
  mode: 'signed',
  prefix: 'CRM:',
  userDigits: 3,
  counterDigits: 3,
  userBase: 0,
};
