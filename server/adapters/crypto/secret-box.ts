import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { PermanentFailure } from '../../ports/failure.ts';
import type { SecretBox } from '../../ports/secret-box.ts';

const algorithm = 'aes-256-gcm';
const form = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

interface Key {
  /** Names the key without saying anything of it. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

const keyOf = (bytes: Uint8Array): Key => ({
  id: createHash('sha256').update('secret box key id').update(bytes).digest('hex').slice(0, 12),
  bytes,
});

const unreadable = (cause?: unknown): PermanentFailure =>
  new PermanentFailure('A stored secret cannot be opened; enter it again.', { code: 'secret_unreadable', cause });

/**
 * AES-256-GCM (NIST SP 800-38D) with a nonce of 96 bits at random; the place and the key's id are authenticated.
 * The first key seals, all of them open, so that a key is changed by putting the new one in front.
 */
export const createSecretBox = (keys: readonly [Uint8Array, ...Uint8Array[]]): SecretBox => {
  const [current, ...former] = [keyOf(keys[0]), ...keys.slice(1).map(keyOf)] as [Key, ...Key[]];
  const known = new Map([current, ...former].map((key) => [key.id, key]));
  const bound = (place: string, keyId: string): Buffer => Buffer.from(JSON.stringify([form, keyId, place]), 'utf8');
  return {
    seal: (place, secret) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, current.bytes, nonce, { authTagLength: tagBytes });
      cipher.setAAD(bound(place, current.id));
      const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${form}.${current.id}.${sealed.toString('base64url')}`;
    },
    open: (place, text) => {
      const [version, keyId = '', content = ''] = text.split('.');
      const key = known.get(keyId);
      const sealed = Buffer.from(content, 'base64url');
      if (version !== form || key === undefined || sealed.length < nonceBytes + tagBytes) throw unreadable();
      const nonce = sealed.subarray(0, nonceBytes);
      const decipher = createDecipheriv(algorithm, key.bytes, nonce, { authTagLength: tagBytes });
      decipher.setAAD(bound(place, key.id));
      decipher.setAuthTag(sealed.subarray(-tagBytes));
      try {
        const opened = decipher.update(sealed.subarray(nonceBytes, -tagBytes));
        return Buffer.concat([opened, decipher.final()]).toString('utf8');
      } catch (cause) {
        throw unreadable(cause);
      }
    },
  };
};
