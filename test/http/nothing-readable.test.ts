import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { createWorld } from '../support/world.ts';

const bare = (name: string): string =>
  `Content-Type: application/octet-stream; name=${name}\r\nContent-Disposition: attachment; filename=${name}\r\n\r\n`;

test('A5: mails of which nothing can be read are not taken for one; the same bytes again are', async () => {
  await using world = await createWorld();
  const first = await world.ben.track(bare('a.rar'));
  const second = await world.ben.track(bare('b.rar'));
  expect(second.created).toBe(true);
  expect(second.activity!.id).not.toBe(first.activity!.id);
  const again = await world.ben.track(bare('a.rar'));
  expect(again.activity!.id).toBe(first.activity!.id);
  const source = await world.ben.fetch(`/activities/${second.activity!.id}/source`);
  expect(await source.text()).toBe(bare('b.rar'));
});

test('A4 106: a mail in which nothing at all can be read is held with its bytes, and makes no empty activity', async () => {
  await using world = await createWorld();
  const post = (body: string) =>
    world.ben.fetch('/promotions', { method: 'POST', headers: { 'content-type': 'message/rfc822' }, body });
  for (const body of ['X-Spam-Status: No\r\n\r\n', 'Received: by mx.example\r\nSubject:  \r\n\r\n \r\n']) {
    const response = await post(body);
    const answer = (await response.json()) as { held?: { id: string } };
    expect([response.status, answer]).toMatchObject([202, { activity: null, outcome: { reason: 'unreadable' } }]);
    expect(await (await world.ben.fetch(`/undeliverable/${answer.held!.id}/source`)).text()).toBe(body);
  }
  const held = (await world.ben.call('listUndeliverable', {})).items;
  expect(held.map(({ outcome }) => outcome.sentence)).toEqual([
    expect.stringContaining('not a mail message'),
    expect.stringContaining('not a mail message'),
  ]);
  expect((await world.ben.call('listActivities', {})).items).toEqual([]);
  for (const body of ['Subject: a\r\n\r\n', 'X-Spam-Status: No\r\n\r\nb', 'To: ben@contoso.test\r\n\r\n'])
    expect((await post(body)).status).toBe(201);
});

test('lines that end with CR alone are lines: author, date and text are read', async () => {
  await using world = await createWorld();
  const { activity } = await world.ben.track(new TextEncoder().encode(eml().replaceAll('\r\n', '\r')));
  expect(activity).toMatchObject({ subject: 'Quote for pumps', sentAt: '2026-03-02T08:00:00.000Z' });
  expect(activity!.parties.map(({ address }) => address)).toEqual(['anna@fabrikam.example', 'ben@contoso.test']);
});
