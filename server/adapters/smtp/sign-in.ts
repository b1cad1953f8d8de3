/** AUTH (RFC 4954): PLAIN, LOGIN and XOAUTH2; never without TLS. */
import { PermanentFailure, TemporaryFailure } from '../../ports/failure.ts';
import type { SendingProfile } from '../../ports/mail-transport.ts';
import type { Offers } from './greeting.ts';
import type { Reply } from './reply.ts';
import { takenAt } from './session-failure.ts';
import type { Wire } from './wire.ts';

interface Open {
  readonly wire: Wire;
  readonly offers: Offers;
}
type Credentials = NonNullable<SendingProfile['credentials']>;

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

const lasting = (text: string): PermanentFailure => new PermanentFailure(text, { code: 'sign_in_impossible' });

/** Sends each text when the server asks for it (334); the last reply says how it ended. */
const exchange = async (wire: Wire, texts: readonly string[], withinMs: number): Promise<Reply> => {
  let reply: Reply | null = null;
  for (const text of texts) {
    if (reply !== null && reply.code !== 334) return reply;
    await wire.write(`${text}\r\n`, withinMs);
    reply = await wire.reply(withinMs);
  }
  if (reply === null) throw new TemporaryFailure('Nothing was asked.', { code: 'sign_in_failed' });
  return reply;
};

const byPassword = (
  offers: Offers,
  { user, secret }: Extract<Credentials, { kind: 'password' }>,
): readonly string[] => {
  if (offers.auth.includes('PLAIN')) return [`AUTH PLAIN ${base64(`\0${user}\0${secret}`)}`];
  if (offers.auth.includes('LOGIN')) return ['AUTH LOGIN', base64(user), base64(secret)];
  throw lasting('The server offers neither PLAIN nor LOGIN to sign in with a password.');
};

const byToken = async (offers: Offers, credentials: Extract<Credentials, { kind: 'xoauth2' }>) => {
  if (!offers.auth.includes('XOAUTH2')) throw lasting('The server does not offer XOAUTH2.');
  const token = await credentials.accessToken();
  // A refusal comes as a challenge that wants an empty answer before the code.
  return [`AUTH XOAUTH2 ${base64(`user=${credentials.user}\u0001auth=Bearer ${token}\u0001\u0001`)}`, ''];
};

/** Nothing to do without credentials. Throws SessionFailure, PermanentFailure, or what token and wire throw. */
export const signIn = async ({ wire, offers }: Open, profile: SendingProfile, withinMs: number): Promise<void> => {
  const { credentials } = profile;
  if (credentials === null) return;
  if (!wire.encrypted) {
    throw lasting('The connection is not encrypted; user and secret are never sent without TLS.');
  }
  if (/[\r\n\0]/.test(credentials.user)) throw lasting('The user holds a line break.');
  const texts = credentials.kind === 'password' ? byPassword(offers, credentials) : await byToken(offers, credentials);
  const reply = await exchange(wire, texts, withinMs);
  takenAt('auth', reply);
};
