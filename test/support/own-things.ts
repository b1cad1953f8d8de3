import type { Instant } from '#shared/model/instant.ts';
import type { SynchronizingClaim } from '../../server/ports/device-store.ts';
import { keyOf } from './build-facts.ts';
import { eml } from './eml.ts';
import type { Caller, World } from './world.ts';

/** Stands in every text of the things below, so that it can be looked for in what others are answered. */
export const ownWord = 'Quirrelwood';

const mailWithAttachment = (address: string, serial: number): string =>
  eml({
    id: `own-${serial}@fabrikam.test`,
    from: `Zelda <${address}>`,
    to: 'Olga Stern <olga@fabrikam.test>',
    subject: `${ownWord} contract`,
    headers: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
    text: [
      '--b',
      'Content-Type: text/plain',
      '',
      `Signed by ${ownWord}.`,
      '--b',
      'Content-Type: text/plain; name=a.txt',
      'Content-Disposition: attachment; filename=a.txt',
      '',
      'attached',
      '--b--',
    ].join('\r\n'),
  });

const addDevice = async ({ store, ids, clock }: World, owner: Caller): Promise<string> => {
  const deviceId = ids.next();
  const at = clock.now();
  const email = { email: owner.email, emailKey: keyOf(owner.email) };
  const { id: loginId } = await store.system.logins.findOrAdd({ id: ids.next(), ...email, at });
  const device = { id: deviceId, loginId, name: ownWord, client: 'Outlook', platform: 'PC', mailbox: null, at };
  const token = {
    deviceId,
    familyHash: ids.secret(),
    tokenHash: ids.secret(),
    expiresAt: (at + 86_400_000) as Instant,
  };
  await store.system.transact(async (tx) => {
    await tx.sessions.addDevice(device);
    await tx.sessions.startFamily(token);
  });
  const claim: SynchronizingClaim = { userId: owner.id, deviceId, mode: 'ifFree', at };
  await store.transact(owner.organizationId, (tx) => tx.devices.claim(claim));
  return deviceId;
};

/** The mail waits for somebody to confirm what it follows: itself, for want of another. */
const proposeItself = async ({ store, clock }: World, owner: Caller, id: string): Promise<void> => {
  const found = { method: 'token', evidence: ownWord, activity: { id } } as const;
  await store.transact(owner.organizationId, (tx) => tx.correlations.propose(id, found, clock.now()));
};

/** A mailbox that is not fetched. */
const addMailbox = async (owner: Caller, port: number): Promise<string> => {
  const signIn = { kind: 'password' as const, user: `${ownWord}${port}` };
  const server = { protocol: 'imap' as const, host: '127.0.0.1', port, security: 'tls' as const, signIn };
  const owned = { owner: { kind: 'user' as const, id: owner.id }, address: owner.email };
  return (await owner.call('addMailbox', { body: { ...owned, incoming: server, secret: ownWord } })).id;
};

/** The mail system of forward rules; nobody connects to this computer's own ports. */
const setForwarding = (owner: Caller) =>
  owner.call('setForwardSettings', {
    body: {
      system: { kind: 'sieve', host: '127.0.0.1', port: 4190, security: 'startTls', master: ownWord },
      sink: owner.email,
      only: 'all',
      secret: ownWord,
    },
  });

/** A line of the log and an item in a queue. */
const addToRouter = async ({ store, ids, clock }: World, owner: Caller, activityId: string, serial: number) => {
  const queue = await owner.call('createRecord', { params: { type: 'queue' }, body: { name: `${ownWord} ${serial}` } });
  const [outcomeId, itemId] = [ids.next(), ids.next()];
  const at = clock.now();
  const line = { code: 1, reason: 'noCorrelationMatch', sentence: ownWord, evidence: null } as const;
  const found = { mailbox: null, mailHash: null, sender: ownWord, subject: ownWord };
  await store.transact(owner.organizationId, async (tx) => {
    await tx.promotions.addOutcome({
      ...line,
      id: outcomeId,
      userId: owner.id,
      activityId: null,
      holdId: null,
      at,
      found,
    });
    await tx.queues.add({ id: itemId, queueId: queue.id, activityId, at });
    await tx.queues.save({ ...(await tx.queues.find(itemId))!, state: 'picked', workerId: owner.id });
  });
  const other = await owner.call('createRecord', { params: { type: 'queue' }, body: { name: `${ownWord} too` } });
  return { outcomeId, itemId, queueId: queue.id, toQueue: other.id };
};

/** A linked contact of which both sides changed a field. */
const addConflict = async ({ store, ids }: World, owner: Caller, crmId: string, serial: number) => {
  const body = { url: 'https://dav.strangers.example/', user: `${ownWord}${serial}`, secret: ownWord };
  const { id: accountId } = await owner.call('connectMySynchronization', { body });
  const linkId = ids.next();
  const field = 'jobTitle';
  const link = {
    id: linkId,
    crmId,
    crmRevision: '1',
    mailboxId: linkId,
    mailboxRevision: '1',
    base: { fullName: ownWord },
    unsettled: [field],
    state: 'whole' as const,
  };
  const open = [{ field, crm: ownWord, mailbox: `${ownWord} too` }];
  await store.transact(owner.organizationId, (tx) =>
    tx.synchronization.putLink({ accountId, kind: 'contact' }, { link, origin: 'crm', open, answers: {} }),
  );
  return { linkId, field };
};

const addAlert = async ({ store, ids, clock }: World, owner: Caller): Promise<string> => {
  const alert = { id: ids.next(), userId: owner.id, kind: 'mailboxTaken', subjectId: ownWord, words: ownWord } as const;
  await store.transact(owner.organizationId, (tx) => tx.alerts.add({ ...alert, at: clock.now() }));
  return alert.id;
};

/** One of everything that has an id, made by `owner`; members are named as the contracts name their parameters. */
export const createOwnThings = async (world: World, owner: Caller, colleague: Caller, serial = 1) => {
  const address = `zelda-${serial}@strangers.example`;
  const record = await owner.call('createRecord', {
    params: { type: 'contact' },
    body: { name: ownWord, externalId: `own-${serial}` },
  });
  const { promotion, activity } = await owner.track(
    mailWithAttachment(address, serial),
    `regarding=contact:${record.id}`,
  );
  const activityId = activity?.id ?? '';
  await proposeItself(world, owner, activityId);
  const held = await owner.track(
    eml({ id: `held-${serial}@fabrikam.test`, headers: [`X-Long: ${'x'.repeat(110 * 1024)}`] }),
  );
  const resolution = await owner.call('resolveEverywhere', {
    body: { address, record: { type: 'contact', id: record.id }, mode: 'apply' },
  });
  const list = await owner.call('createMarketingList', { body: { name: ownWord } });
  const campaign = await owner.call('createQuickCampaign', {
    body: {
      name: ownWord,
      subject: ownWord,
      html: `<p>${ownWord}</p>`,
      members: { kind: 'records', records: [{ type: 'contact', id: record.id }] },
    },
  });
  const template = await owner.call('createTemplate', { body: { name: ownWord, html: `<p>${ownWord}</p>` } });
  const shared = await owner.call('createTemplate', {
    body: { name: ownWord, subject: ownWord, html: `<p>${ownWord}</p>`, scope: 'organization' },
  });
  const workflow = await owner.call('createWorkflow', {
    body: {
      name: ownWord,
      trigger: { event: 'recordCreated', type: 'lead' },
      to: { kind: 'record' },
      templateId: shared.id,
    },
  });
  const server = { host: 'mail.strangers.example', port: 25, tls: 'none', signIn: 'none' } as const;
  await colleague.call('setMySendingProfile', { body: server });
  await setForwarding(owner);
  const ticket = await owner.call('createTrackTicket', { body: { draft: { subject: `${ownWord} offer` } } });
  const queue = await owner.call('createRecord', { params: { type: 'queue' }, body: { name: ownWord } });
  const email = await owner.call('createEmail', {
    body: {
      to: [address],
      subject: ownWord,
      text: ownWord,
      attachments: [{ name: 'a.txt', type: 'text/plain', contentBase64: 'YQ==' }],
    },
  });
  return {
    address,
    mailboxId: await addMailbox(owner, serial),
    ...(await addConflict(world, owner, record.id, serial)),
    emailId: email.id,
    senderType: 'queue',
    senderId: queue.id,
    id: record.id,
    promotionId: promotion?.id ?? '',
    activityId,
    threadId: activityId,
    holdId: held.held?.id ?? '',
    ...(await addToRouter(world, owner, activity?.id ?? '', serial)),
    resolutionId: resolution.resolutionId ?? '',
    templateId: template.id,
    listId: list.id,
    quickCampaignId: campaign.id,
    position: '1',
    workflowId: workflow.id,
    userId: colleague.id,
    trackTicketId: ticket.id,
    alertId: await addAlert(world, owner),
    former: await addDevice(world, owner),
    deviceId: await addDevice(world, owner),
  };
};
