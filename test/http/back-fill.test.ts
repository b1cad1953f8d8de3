import { expect, test } from 'vitest';
import { eml } from '../support/eml.ts';
import { connect, createMailboxWorld, type MailboxWorld } from '../support/mailboxes.ts';
import { acceptAll, activities } from '../support/router.ts';

const since = '2026-01-01T00:00:00Z';
const until = '2026-02-01T00:00:00Z';

const mail = (n: number) => eml({ id: `old-${n}@fabrikam.example`, subject: `Old ${n}` });

/** A mailbox with a mail before, three within and one after January. */
const fill = async (stage: MailboxWorld, who: 'ana' | 'ben' = 'ben') => {
  const { world } = stage;
  const lies = stage.folder(who);
  const owner = { kind: 'user' as const, id: world[who].id };
  const { id: mailboxId } = await connect(world, lies, { owner, address: world[who].email });
  lies.put(mail(0), new Date('2025-12-31T23:59:59Z'));
  for (const n of [1, 2, 3]) lies.put(mail(n), new Date(`2026-01-0${n}T09:00:00Z`));
  lies.put(mail(4), new Date('2026-02-01T00:00:00Z'));
  await acceptAll(world[who]);
  return { params: { mailboxId } };
};

const subjects = async ({ world }: MailboxWorld) => (await activities(world.ben)).map(({ subject }) => subject).sort();

test('A1, A10: older mail between two moments is previewed, tracked, and taken back as a whole', async () => {
  await using stage = await createMailboxWorld();
  const { params } = await fill(stage);
  const { ben } = stage.world;
  const preview = await ben.call('previewMailbox', { params, body: { since, until } });
  expect(preview.items.map(({ subject, promote }) => [subject, promote])).toEqual([
    ['Old 1', true],
    ['Old 2', true],
    ['Old 3', true],
  ]);
  expect(await subjects(stage)).toEqual([]);
  const filled = await ben.call('backFillMailbox', { params, body: { since, until } });
  expect(filled.nextSince).toBeNull();
  expect(filled.items.map(({ code }) => code)).toEqual([6, 6, 6]);
  expect(await subjects(stage)).toEqual(['Old 1', 'Old 2', 'Old 3']);
  for (const { promotionId } of filled.items)
    await ben.call('untrack', { params: { promotionId: promotionId! }, query: { activity: 'delete' } });
  expect(await subjects(stage)).toEqual([]);
});

test('A1: the same again is a duplicate; more than fits is gone on with; nothing at the server changes', async () => {
  await using stage = await createMailboxWorld();
  const { params } = await fill(stage);
  const { ben } = stage.world;
  const first = await ben.call('backFillMailbox', { params, body: { since, until, limit: 2 } });
  expect(first.items.map(({ code }) => code)).toEqual([6, 6]);
  const rest = await ben.call('backFillMailbox', { params, body: { since: first.nextSince!, until } });
  expect(rest).toMatchObject({ items: [{ code: 0, promotionId: null }, { code: 6 }], nextSince: null });
  expect(await subjects(stage)).toEqual(['Old 1', 'Old 2', 'Old 3']);
  expect(stage.folder('ben').numbers()).toHaveLength(5);
});

test('A1: what workflows see of it is an import, so that nobody is answered for old mail', async () => {
  await using stage = await createMailboxWorld();
  const { params } = await fill(stage, 'ana');
  const { ana } = stage.world;
  const { id: templateId } = await ana.call('createTemplate', {
    body: { name: 'Thanks', kind: 'email', scope: 'organization', subject: 'Thanks', html: '<p>Thanks</p>' },
  });
  const trigger = { event: 'mailReceived' as const };
  const body = { name: 'Thank', trigger, templateId, to: { kind: 'sender' as const } };
  const { id: workflowId } = await ana.call('createWorkflow', { body });
  await ana.call('backFillMailbox', { params, body: { since, until } });
  await stage.world.app.runner.settle();
  const { keptBack } = await ana.call('getWorkflow', { params: { workflowId } });
  expect(keptBack).toContainEqual({ origin: 'import', events: 3 });
});

test('A1: one’s own mailbox alone, with a time that has a length, and 1 to 200 mails', async () => {
  await using stage = await createMailboxWorld();
  const { params } = await fill(stage);
  const { ana, ben, olga } = stage.world;
  for (const caller of [ana, olga])
    expect(await caller.refused('backFillMailbox', { params, body: { since, until } })).toMatchObject({
      code: 'mailbox_not_found',
    });
  expect(await ben.refused('backFillMailbox', { params, body: { since: until, until: since } })).toMatchObject({
    issues: [{ field: 'until' }],
  });
  const statuses = [];
  for (const limit of [0, 1, 200, 201])
    statuses.push((await ben.ask('backFillMailbox', { params, body: { since, until, limit } })).status);
  expect(statuses).toEqual([400, 200, 200, 400]);
  await ana.call('approveMailbox', { params, body: { approved: false } });
  expect(await ben.refused('backFillMailbox', { params, body: { since, until } })).toMatchObject({
    code: 'mailbox_not_ready',
  });
});
