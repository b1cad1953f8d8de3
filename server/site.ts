import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createSecretBox } from './adapters/crypto/secret-box.ts';
import { createRouterCalls, type RouterCallsOptions } from './adapters/deployment/router-calls.ts';
import { createEgressGuard } from './adapters/net/egress-guard.ts';
import { createAccessTokens } from './adapters/oauth/access-tokens.ts';
import { readGroups } from './adapters/read-ahead/read-groups.ts';
import { openStore } from './adapters/store/store.ts';
import { createRandomIds } from './adapters/system/random-ids.ts';
import { sha256Digests } from './adapters/system/sha256-digests.ts';
import { systemClock } from './adapters/system/system-clock.ts';
import type { Secrets } from './config/secrets.ts';
import { defaultOrganizationSettings } from './domain/default-settings.ts';
import { openMailSources } from './incoming.ts';
import { createOAuthGrants } from './oauth-grants.ts';
import { type PollJobNeeds, pollMailboxes } from './jobs/poll-mailboxes.ts';
import { createRunner, type Runner } from './jobs/runner.ts';
import type { Log } from './ports/log.ts';
import type { Store } from './ports/store.ts';
import { receiveAtSite } from './usecases/site/hand-over.ts';
import { keepSiteMailboxes, type SiteMailbox } from './usecases/site/keep-site-mailboxes.ts';

export interface SiteDeployment extends RouterCallsOptions {
  readonly name: string;
}

/** What a site's file says. */
export interface SiteDescription {
  readonly name: string;
  readonly deployments: readonly SiteDeployment[];
  /** By name the deployments that share a mailbox; the log of the first gets nobody's mail. */
  readonly mailboxes: readonly (SiteMailbox & { readonly deployments: readonly string[] })[];
}

export interface SiteOptions extends Pick<PollJobNeeds, 'watches' | 'withoutRest' | 'onPolled'> {
  readonly dataDir: string;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly allowedNetworks: readonly string[];
}

/** A router at a site: its own small memory of places in mailboxes, and no database of the product. */
export interface Site {
  readonly store: Store;
  readonly runner: Runner;
  readonly mailboxOwner: string;
  close(): Promise<void>;
}

/** A site keeps no content, not even of mail that fails; how large mail may be its servers say. */
const settings = {
  ...defaultOrganizationSettings,
  headerOnly: true,
  messageLimitBytes: 64 * 1024 * 1024,
  sinkPurgeDays: 0,
};

const joinSite = async (description: SiteDescription, options: SiteOptions) => {
  const clock = systemClock;
  const path = join(options.dataDir, `site-${description.name}.sqlite`);
  const store = await openStore({ engine: 'sqlite', path, contentDirectory: null }, clock.now());
  const guard = createEgressGuard({ allowedNetworks: options.allowedNetworks });
  const digests = sha256Digests;
  const mailSources = openMailSources({
    guard,
    clock,
    accessTokens: createAccessTokens({ guard, clock }),
    grants: createOAuthGrants((text) => digests.sha256(text)),
    changeNotices: null,
  });
  const secretBox = createSecretBox([options.secrets.derive('credentials of mail servers')]);
  return { store, clock, ids: createRandomIds(clock), digests, mailSources, secretBox, log: options.log };
};
type Needs = Awaited<ReturnType<typeof joinSite>>;

/** What is remembered of mailboxes stands apart for each deployment that is named first. */
const rememberMailboxes = async (needs: Needs, { mailboxes }: SiteDescription): Promise<void> => {
  const keep = keepSiteMailboxes({ ...needs, wakeUp: () => undefined });
  const { organizations } = needs.store.system;
  const homes = new Set(mailboxes.map(({ deployments: [home = ''] }) => home));
  const known = await organizations.list();
  for (const { id, name } of known) if (!homes.has(name)) await keep(id, []);
  for (const name of homes) {
    const id = known.find((one) => one.name === name)?.id ?? needs.ids.next();
    if (!known.some((one) => one.name === name))
      await organizations.add({ id, name, demonstration: false, settings, at: needs.clock.now() });
    const own = mailboxes.filter(({ deployments: [home] }) => home === name);
    await keep(
      id,
      own.map(({ deployments: _shared, ...mailbox }) => mailbox),
    );
  }
};

/** A18: serves the mailboxes of a site over the calls of a router (A12). Whoever opened it closes it. */
export const openSite = async (description: SiteDescription, options: SiteOptions): Promise<Site> => {
  const needs = await joinSite(description, options);
  const calls = new Map(description.deployments.map((one) => [one.name, createRouterCalls(one)]));
  const byAddress = new Map(
    description.mailboxes.map(({ address, deployments }) => [
      address,
      deployments.flatMap((name) => calls.get(name) ?? []),
    ]),
  );
  await rememberMailboxes(needs, description);
  const mailboxOwner = randomUUID();
  const job = pollMailboxes({
    ...needs,
    ...options,
    salt: Buffer.from(options.secrets.derive('outcome')).toString('hex'),
    owner: mailboxOwner,
    wakeUp: (name) => runner.wake(name),
    readGroups,
    receiveTogether: null,
    receiveMessage: receiveAtSite({ ...needs, deploymentsOf: (mail) => byAddress.get(mail.foundAt ?? '') ?? [] }),
  });
  const runner = createRunner({ ...needs, jobs: [job] });
  return {
    store: needs.store,
    runner,
    mailboxOwner,
    close: async () => {
      await runner.stop();
      await needs.store.close();
    },
  };
};
