import { randomUUID } from 'node:crypto';
import type { Express, Router } from 'express';
import { argon2Hasher } from './adapters/crypto/argon2-hasher.ts';
import { createChangeNotices } from './adapters/crypto/change-notices.ts';
import { createTokenSigner } from './adapters/crypto/hmac-token-signer.ts';
import { createMessageBuilder } from './adapters/mime/message-builder.ts';
import { htmlToPlain } from './adapters/mime/html-to-plain.ts';
import { createMessageComposer } from './adapters/mime/message-composer.ts';
import { createMessageReader } from './adapters/mime/message-reader.ts';
import { readGroups } from './adapters/read-ahead/read-groups.ts';
import { openStore, type StoreLocation } from './adapters/store/store.ts';
import { createRandomIds } from './adapters/system/random-ids.ts';
import { sha256Digests } from './adapters/system/sha256-digests.ts';
import { systemClock } from './adapters/system/system-clock.ts';
import { passingSecrets, type Secrets } from './config/secrets.ts';
import { activityContentRoutes } from './http/routes/activity-content.ts';
import { activityRoutes } from './http/routes/activities.ts';
import { campaignRoutes } from './http/routes/campaigns.ts';
import { changeNoticeRoutes } from './http/routes/change-notices.ts';
import { deviceRoutes } from './http/routes/devices.ts';
import { emailRoutes, senderRoutes, steeringRoutes } from './http/routes/emails.ts';
import { marketingListRoutes } from './http/routes/marketing-lists.ts';
import { messageRoutes } from './http/routes/messages.ts';
import { undeliverableRoutes } from './http/routes/undeliverable.ts';
import { promotionRoutes } from './http/routes/promotions.ts';
import { type DemonstrationAccount, sessionRoutes } from './http/routes/session.ts';
import { userRoutes } from './http/routes/users.ts';
import { workflowRoutes } from './http/routes/workflows.ts';
import { addressRoutes } from './http/routes/addresses.ts';
import { recordSearchRoutes } from './http/routes/record-search.ts';
import { recordRoutes } from './http/routes/records.ts';
import { templateRoutes } from './http/routes/templates.ts';
import { forwardRuleRoutes } from './http/routes/forward-rules.ts';
import { sendingProfileRoutes } from './http/routes/sending-profiles.ts';
import { threadRoutes } from './http/routes/threads.ts';
import { settingsRoutes } from './http/routes/settings.ts';
import { trackTicketRoutes } from './http/routes/track-tickets.ts';
import { dropAddressRoutes } from './http/routes/drop-address.ts';
import { mailboxRoutes } from './http/routes/mailboxes.ts';
import { queueRoutes } from './http/routes/queues.ts';
import { routerRoutes } from './http/routes/router.ts';
import type { RouteMaker } from './http/route.ts';
import { unsubscribeRoutes } from './http/unsubscribe-routes.ts';
import { createHttpServer } from './http/server.ts';
import { forgetOldMail } from './jobs/forget-old.ts';
import { deliverOutbound } from './jobs/deliver-outbound.ts';
import type { JobPart } from './jobs/job.ts';
import { type PollJobNeeds, pollMailboxes } from './jobs/poll-mailboxes.ts';
import { keepCopies } from './jobs/keep-sent-copies.ts';
import { purge } from './jobs/purge.ts';
import { releaseCampaigns } from './jobs/release-campaigns.ts';
import { createRunner, type Runner } from './jobs/runner.ts';
import { runWorkflows } from './jobs/run-workflows.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import { type IncomingNeeds, type IncomingOptions, openMailSources } from './incoming.ts';
import { openForwardSystems } from './forwarding.ts';
import { createOutgoing, type Outgoing, type OutgoingOptions } from './outgoing.ts';
import type { Log } from './ports/log.ts';
import type { HtmlSanitizer, MessageReader } from './ports/message-reader.ts';
import type { MailSources } from './ports/mail-source.ts';
import type { MailTransport } from './ports/mail-transport.ts';
import type { SendingProfiles } from './ports/sending-profiles.ts';
import type { Store } from './ports/store.ts';
import type { TokenSigner } from './ports/token-signer.ts';
import { checkMessage, foreseeMessage } from './usecases/check-message.ts';
import { firstRunLink } from './usecases/sessions/invitations.ts';
import { sendMail } from './usecases/campaigns/send-mail.ts';
import { type CampaignMailNeeds, writeNextMember } from './usecases/campaigns/write-member-mail.ts';
import { deleteDraft } from './usecases/outbound/draft-files.ts';
import { submitEmail, type SubmitNeeds } from './usecases/outbound/submit-email.ts';
import { writeEmail } from './usecases/outbound/write-email.ts';
import { promoteMessage } from './usecases/promote-message.ts';
import { signedReturnPaths } from './usecases/reports/return-paths.ts';
import type { ReceiveNeeds } from './usecases/receive/received-mail.ts';
import { receiveMessage } from './usecases/receive-message.ts';
import { receiveTogether } from './usecases/receive-together.ts';
import { type ArrivedMail, receiveArrived } from './usecases/receive/receive-arrived.ts';
import { decideEvents } from './usecases/workflows/decide-events.ts';
import { type RunNeeds, sendRun } from './usecases/workflows/send-run.ts';

export interface AppOptions extends OutgoingOptions, Pick<IncomingOptions, 'timeouts'> {
  readonly store: StoreLocation;
  readonly log: Log;
  /** The installation's key; without it what is signed means nothing once the process ends. */
  readonly secrets?: Secrets;
  readonly trustProxy?: number | readonly string[];
  /** What stands beside the interface: pages, manifest, health. */
  readonly pages?: (app: Pick<App, 'store' | 'ids'>) => readonly Router[];
  /** The address that people use, for links; known once the port is. */
  readonly publicUrl?: () => string;
  /** Accounts of the demonstration world, offered on the sign-in page. */
  readonly demonstrationAccounts?: readonly DemonstrationAccount[];
  /** Which background work `runner` has; all of it when absent. */
  readonly parts?: readonly JobPart[];
  readonly delivery?: DeliveryOptions;
  readonly mailboxes?: MailboxOptions;
  /** Replaced in tests: a fixed clock, counted ids. */
  readonly clock?: Clock;
  readonly ids?: Ids;
}

export interface DeliveryOptions {
  /** Mails on their way at one time. */
  readonly connections?: number;
  /** How long a process that says nothing more keeps what it has in hand. */
  readonly leaseMs?: number;
  /** Replaced in tests of rules that need no socket. */
  readonly transport?: MailTransport;
  readonly profiles?: SendingProfiles;
}

/** How mailboxes are polled; `sources` is replaced in tests of rules that need no server. */
export interface MailboxOptions extends Pick<PollJobNeeds, 'leaseMs' | 'watches' | 'withoutRest' | 'onPolled'> {
  readonly sources?: MailSources;
}

/** The product in one process, without a socket: whoever made it closes it. */
export interface App extends Pick<Outgoing, 'transport' | 'sendingProfiles' | 'sentCopies' | 'secretBox'> {
  readonly http: Express;
  readonly store: Store;
  readonly reader: MessageReader & HtmlSanitizer;
  /** MACs of tracking tokens and of our own mail. */
  readonly signer: TokenSigner;
  readonly mailSources: MailSources;
  /** How this process is called where mailboxes are leased. */
  readonly mailboxOwner: string;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Background work, not started yet. */
  readonly runner: Runner;
  /** S16: incoming mail of demonstrations. */
  readonly receiveArrived: (mail: ArrivedMail) => Promise<void>;
  /** A one-time link with which the first administrator comes in; null when there is one. */
  firstRunLink(): Promise<string | null>;
  close(): Promise<void>;
}

/** S9: campaigns write and send as a person does. */
const joinCampaigns = (needs: SubmitNeeds & Pick<AppOptions, 'log'> & Omit<CampaignMailNeeds, 'sendMail'>) => {
  const send = sendMail({
    ...needs,
    writeEmail: writeEmail(needs),
    submitEmail: submitEmail(needs),
    deleteDraft: deleteDraft(needs),
  });
  return {
    sendMail: send,
    job: releaseCampaigns({ ...needs, writeNextMember: writeNextMember({ ...needs, sendMail: send }) }),
  };
};

/** S14: workflows decide about events and send as campaigns do. */
const joinWorkflows = (needs: SubmitNeeds & Omit<RunNeeds, 'deleteDraft'>) =>
  runWorkflows({
    ...needs,
    decideEvents: decideEvents(needs),
    sendRun: sendRun({ ...needs, deleteDraft: deleteDraft(needs) }),
  });

const joinSources = (options: AppOptions, needs: Omit<IncomingNeeds, 'digest'>) => ({
  mailSources:
    options.mailboxes?.sources ?? openMailSources({ ...needs, digest: (text) => sha256Digests.sha256(text) }, options),
  mailboxOwner: randomUUID(),
});

const joinPolls = (
  { mailboxes }: AppOptions,
  needs: Omit<PollJobNeeds, 'owner' | 'readGroups' | 'receiveMessage' | 'receiveTogether'> &
    ReceiveNeeds & { readonly mailboxOwner: string },
) =>
  pollMailboxes({
    ...needs,
    ...mailboxes,
    owner: needs.mailboxOwner,
    readGroups,
    receiveMessage: receiveMessage(needs),
    receiveTogether: receiveTogether(needs),
  });

const joinNeeds = async (options: AppOptions) => {
  const clock = options.clock ?? systemClock;
  const ids = options.ids ?? createRandomIds(clock);
  const digests = sha256Digests;
  const store = await openStore(options.store, clock.now(), options.clock ?? null);
  const reader = createMessageReader({ workers: 1 });
  const secrets = options.secrets ?? passingSecrets();
  const outgoing = createOutgoing({ store, clock, secrets }, options);
  const { delivery = {} } = options;
  const signer = createTokenSigner((purpose) => secrets.derive(purpose));
  const publicUrl = options.publicUrl ?? (() => '');
  const changeNotices = createChangeNotices({ key: secrets.derive('change notices'), publicUrl });
  const needs = {
    ...outgoing,
    transport: delivery.transport ?? outgoing.transport,
    profiles: delivery.profiles ?? outgoing.sendingProfiles,
    forwardSystems: openForwardSystems({ ...outgoing, clock }, options),
    composer: createMessageComposer(),
    returnPaths: signedReturnPaths({ store, signer }),
    wakeUp: (job: string) => runner.wake(job),
    store,
    reader,
    builder: createMessageBuilder(),
    plainText: { fromHtml: htmlToPlain },
    clock,
    ids,
    digests,
    signer,
    log: options.log,
    hasher: argon2Hasher,
    ...joinSources(options, { ...outgoing, clock, changeNotices }),
    changeNotices,
    salt: Buffer.from(secrets.derive('outcome')).toString('hex'),
    publicUrl,
    demonstrationAccounts: options.demonstrationAccounts ?? [],
  };
  const { parts = ['router', 'outbox', 'sync'] } = options;
  const campaigns = joinCampaigns(needs);
  const jobs = [
    joinWorkflows({ ...needs, sendMail: campaigns.sendMail }),
    campaigns.job,
    deliverOutbound({
      ...needs,
      ...delivery,
      transport: needs.transport,
      profiles: needs.profiles,
      owner: randomUUID(),
    }),
    keepCopies(needs),
    forgetOldMail({ store, clock }),
    joinPolls(options, needs),
    purge(needs),
  ];
  const runner = createRunner({ ...needs, jobs: jobs.filter(({ part }) => part === 'every' || parts.includes(part)) });
  return { ...needs, sendMail: campaigns.sendMail, runner };
};
type Needs = Awaited<ReturnType<typeof joinNeeds>>;

const addRoutes =
  (needs: Needs) =>
  (route: RouteMaker): void => {
    const promote = promoteMessage(needs);
    const receive = receiveMessage(needs);
    promotionRoutes(route, { ...needs, promoteMessage: promote });
    undeliverableRoutes(route, { ...needs, promoteMessage: promote, receiveMessage: receive });
    messageRoutes(route, needs);
    emailRoutes(route, needs);
    steeringRoutes(route, needs);
    senderRoutes(route, needs);
    trackTicketRoutes(route, needs);
    dropAddressRoutes(route, needs);
    changeNoticeRoutes(route, needs);
    mailboxRoutes(route, { ...needs, foreseeMessage: foreseeMessage(needs), receiveMessage: receive });
    queueRoutes(route, needs);
    routerRoutes(route, { ...needs, receiveMessage: receive, checkMessage: checkMessage(needs) });
    sessionRoutes(route, needs);
    userRoutes(route, needs);
    deviceRoutes(route, needs);
    activityRoutes(route, needs);
    activityContentRoutes(route, needs);
    threadRoutes(route, needs);
    recordRoutes(route, needs);
    recordSearchRoutes(route, needs);
    addressRoutes(route, needs);
    settingsRoutes(route, needs);
    templateRoutes(route, needs);
    campaignRoutes(route, needs);
    marketingListRoutes(route, needs);
    workflowRoutes(route, needs);
    sendingProfileRoutes(route, needs);
    forwardRuleRoutes(route, needs);
  };

/** Joins adapters and use cases; nothing else in the program knows both. */
export const createApp = async (options: AppOptions): Promise<App> => {
  const needs = await joinNeeds(options);
  const { store, ids } = needs;
  const http = createHttpServer({
    ...needs,
    trustProxy: options.trustProxy ?? 0,
    pages: [unsubscribeRoutes(needs), ...(options.pages?.({ store, ids }) ?? [])],
    addRoutes: addRoutes(needs),
  });
  return {
    ...needs,
    http,
    receiveArrived: receiveArrived({ store, receiveMessage: receiveMessage(needs) }),
    firstRunLink: () => firstRunLink(needs)(needs.publicUrl()),
    close: async () => {
      await needs.runner.stop();
      await needs.transport.close();
      await needs.reader.close();
      await store.close();
    },
  };
};
