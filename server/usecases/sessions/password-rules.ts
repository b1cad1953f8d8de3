import { sessionLimits } from '#shared/contracts/session.ts';
import { Refusal } from '../refusal.ts';

/** The commonest passwords of twelve characters and more, and what stands at the head of guessing lists. */
const commonest = new Set(
  [
    '123456789012 1234567890123 1234567890abc 111111111111 000000000000 121212121212 123123123123 112233445566',
    'qwertyuiop12 qwertyuiop123 qwertyuiop[] qwerty123456 qwertyqwerty asdfghjkl123 1q2w3e4r5t6y 1qaz2wsx3edc zxcvbnm12345',
    'password1234 password12345 passwordpassword password123! mypassword123 passw0rd1234 p@ssw0rd1234 p@ssword1234',
    'administrator administrator1 adminadmin12 adminadminadmin admin1234567 welcome12345 welcome123456 changeme1234',
    'changemeplease letmeinletmein letmein12345 iloveyou1234 iloveyouiloveyou abcdefghijkl abcd12345678 abc123abc123',
    'contraseña12 contraseña123 contrasena12 contrasena123 contrasena1234 correspond12 correspond123 correspondcorrespond',
    'outlook12345 microsoft123 football1234 superman1234 aaaaaaaaaaaa correcthorsebatterystaple',
  ].flatMap((line) => line.split(' ')),
);

const { passwordAtLeast, passwordAtMost } = sessionLimits;

const problemOf = (password: string, email: string): string | null => {
  const length = Array.from(password).length;
  if (length < passwordAtLeast || password.length > passwordAtMost)
    return `must have ${passwordAtLeast} to ${passwordAtMost} characters`;
  const folded = password.normalize('NFC').toLowerCase();
  if (folded === email.normalize('NFC').toLowerCase()) return 'must not be the e-mail address';
  if (commonest.has(folded)) return 'is one of the first that are guessed; choose another';
  if (new Set(Array.from(folded)).size < 4) return 'repeats too few characters; choose another';
  return null;
};

/** Refuses a password that is too short, too long, the address itself or commonly guessed (NIST SP 800-63B section 3.1.1.2). */
export const checkPassword = (password: string, email: string): void => {
  const problem = problemOf(password, email);
  if (problem !== null)
    throw new Refusal('invalid_request', `The password ${problem}.`, {
      issues: [{ field: 'password', message: problem }],
    });
};
