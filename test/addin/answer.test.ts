import { expect, test } from 'vitest';
import type { ActivityDetail } from '#shared/model/activity.ts';
import { answerTo, type AnswerKind } from '../../addin/console/write/answer.ts';
import { mailEn } from '../../addin/console/strings/mail-en.ts';

const party = (role: 'from' | 'to' | 'cc', address: string, name?: string): ActivityDetail['parties'][number] => ({
  role,
  address,
  ...(name === undefined ? {} : { name }),
  resolution: { kind: 'unresolved' },
});

const activity = (changes: Partial<ActivityDetail>): ActivityDetail =>
  ({
    id: 'a1',
    subject: 'Pump quote',
    direction: 'incoming',
    text: 'How much <now>?',
    html: null,
    regarding: [{ type: 'opportunity', id: 'o1', name: 'Station 4' }],
    parties: [
      party('from', 'ana@pumps.example', 'Ana'),
      party('to', 'Robin@northbrook.example'),
      party('to', 'second@pumps.example'),
      party('cc', 'third@pumps.example'),
    ],
    ...changes,
  }) as ActivityDetail;

const answer = (kind: AnswerKind, changes: Partial<ActivityDetail> = {}) =>
  answerTo(activity(changes), kind, {
    words: mailEn.quote,
    when: 'May 4',
    ownAddresses: ['robin@northbrook.example'],
  });
const addresses = (people: readonly { readonly address: string }[]) => people.map(({ address }) => address);

test('S1: a reply goes to the author within the thread, with its regarding, and quotes what was asked', () => {
  const draft = answer('reply');
  expect(draft).toMatchObject({ subject: 'Re: Pump quote', inReplyTo: 'a1', cc: [], regarding: [{ id: 'o1' }] });
  expect(addresses(draft.to)).toEqual(['ana@pumps.example']);
  expect(draft.html).toContain('On May 4, Ana &lt;ana@pumps.example&gt; wrote:');
  expect(draft.html).toContain('<blockquote><p>How much &lt;now&gt;?</p></blockquote>');
});

test('S1: a reply to all leaves out oneself; a reply to a mail of ours goes to whom it went', () => {
  const all = answer('replyAll');
  expect([addresses(all.to), addresses(all.cc)]).toEqual([
    ['ana@pumps.example', 'second@pumps.example'],
    ['third@pumps.example'],
  ]);
  const own = answer('reply', {
    direction: 'outgoing',
    parties: [party('from', 'robin@northbrook.example'), party('to', 'ana@pumps.example')],
  });
  expect(addresses(own.to)).toEqual(['ana@pumps.example']);
});

test('S1: a forward goes to nobody yet and carries the header lines; a prefix is not doubled', () => {
  const draft = answer('forward', { subject: 'FWD: Pump quote', html: '<p>hello</p>' });
  expect(draft).toMatchObject({ subject: 'FWD: Pump quote', to: [], cc: [] });
  expect(draft.html).toContain('Subject: FWD: Pump quote<br>To: Robin@northbrook.example, second@pumps.example');
  expect(draft.html).toContain('<p>hello</p>');
});
