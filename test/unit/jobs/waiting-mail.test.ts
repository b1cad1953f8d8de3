import { expect, test } from 'vitest';
import { WaitingMail } from '../../../server/jobs/waiting-mail.ts';
import type { MailInHand } from '../../../server/usecases/outbound/claim-round.ts';

const mail = (senderId: string, n: number, organizationId = 'contoso'): MailInHand => ({
  organizationId,
  lane: 'person',
  senderId,
  profile: {
    kind: 'ready',
    id: 'profile',
    sandbox: false,
    sentCopy: null,
    profile: { key: 'a', host: 'a', port: 25, tls: 'none', credentials: null, trusted: true },
  },
  email: {
    id: `${senderId}${n}`,
    fence: 1,
    sha256: '',
    sizeBytes: 0,
    returnPath: null,
    fromAddress: '',
    deliveryNotification: false,
    recipients: [],
  },
});

const takeAll = (waiting: WaitingMail): string[] => {
  const ids: string[] = [];
  for (let next = waiting.take(); next !== undefined; next = waiting.take()) ids.push(next.email.id);
  return ids;
};

test('S7: senders take turns, each in their own order, whoever came first', () => {
  const waiting = new WaitingMail();
  for (const n of [1, 2, 3, 4]) waiting.add(mail('ana', n));
  for (const n of [1, 2]) waiting.add(mail('ben', n));
  expect(waiting.size).toBe(6);
  expect(waiting.peek()?.email.id).toBe('ana1');
  expect(takeAll(waiting)).toEqual(['ana1', 'ben1', 'ana2', 'ben2', 'ana3', 'ana4']);
  expect(waiting.size).toBe(0);
});

test('S7: who comes while the many of another wait is next but one', () => {
  const waiting = new WaitingMail();
  for (let n = 1; n <= 100; n += 1) waiting.add(mail('ana', n));
  expect(waiting.take()?.email.id).toBe('ana1');
  waiting.add(mail('ben', 1));
  expect([waiting.take()?.email.id, waiting.take()?.email.id]).toEqual(['ana2', 'ben1']);
});

test('S7: a sender of the same id in another organization has turns of their own', () => {
  const waiting = new WaitingMail();
  waiting.add(mail('ana', 1));
  waiting.add(mail('ana', 2));
  waiting.add(mail('ana', 9, 'fabrikam'));
  expect(takeAll(waiting)).toEqual(['ana1', 'ana9', 'ana2']);
});
