import { expect, test } from 'vitest';
import { addressKeysOf, conversationKeyOf, routingKeys } from '../../../../server/domain/routing/keys.ts';
import { buildMessage } from '../../../support/build-message.ts';

const rules = { plusTagDomains: ['gmail.com'], dotlessDomains: ['gmail.com'] };
const people = (...addresses: string[]) => addresses.map((address) => ({ address, name: null }));

test('R8: every author and recipient is asked for once, what is no address never', () => {
  const message = buildMessage({
    from: people('Anna@Fabrikam.test'),
    to: people('an.na+x@gmail.com', 'anna@fabrikam.test'),
    cc: people('a@b, c@d', 'carla@müller.example'),
    bcc: people('"anna"@fabrikam.test'),
  });
  expect(addressKeysOf(message)).toEqual(['anna@fabrikam.test', 'an.na+x@gmail.com', 'carla@xn--mller-kva.example']);
  expect(routingKeys(message, rules).looseAddresses).toEqual(['anna@gmail.com']);
});

test('C1: ids of In-Reply-To and of the last 32 references, newest first, each once', () => {
  const references = Array.from({ length: 40 }, (_, n) => `<r${n}@x.test>`);
  const keys = routingKeys(buildMessage({ inReplyTo: ['<r39@x.test>'], references }), rules);
  expect(keys.messageIds).toHaveLength(32);
  expect(keys.messageIds.slice(0, 2)).toEqual(['r39@x.test', 'r38@x.test']);
  expect(keys.messageIds).not.toContain('r7@x.test');
});

test('a conversation key stands for 22 octets: later blocks and white space do not change it', () => {
  const key = (octets: readonly number[], fold = '') =>
    conversationKeyOf({
      headers: [
        {
          name: 'thread-index',
          value: Buffer.from(octets)
            .toString('base64')
            .replace(/^(.{9})/, `$1${fold}`),
        },
      ],
    });
  const first = [1, ...Array.from({ length: 21 }, (_, n) => n * 11)];
  expect(key([...first, 9, 9, 9, 9, 9])).toBe(key(first));
  expect(key([...first, 255], '\r\n ')).toBe(key(first));
  expect(key([...first.slice(0, 21), 0])).not.toBe(key(first));
  expect(key(first.slice(0, 21))).toBeNull();
  expect(conversationKeyOf({ headers: [] })).toBeNull();
});
