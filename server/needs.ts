import { randomUUID } from 'node:crypto';
import { argon2Hasher } from './adapters/crypto/argon2-hasher.ts';
import { createChangeNotices } from './adapters/crypto/change-notices.ts';
import { createTokenSigner } from './adapters/crypto/hmac-token-signer.ts';
import { createMessageBuilder } from './adapters/mime/message-builder.ts';
import { htmlToPlain } from './adapters/mime/html-to-plain.ts';
import { createMessageComposer } from './adapters/mime/message-composer.ts';
import { createMessageReader } from './adapters/mime/message-reader.ts';
import { openStore } from './adapters/store/store.ts';
import { createRandomIds } from './adapters/system/random-ids.ts';
import { sha256Digests } from './adapters/system/sha256-digests.ts';
import { systemClock } from './adapters/system/system-clock.ts';
import { passingSecrets } from './config/secrets.ts';
import { type IncomingNeeds, openMailSources } from './incoming.ts';
import { openForwardSystems } from './forwarding.ts';
import { createOAuthGrants } from './oauth-grants.ts';
import { openRemoteSides } from './synchronizing.ts';
import { createOutgoing } from './outgoing.ts';
import { signedReturnPaths } from './usecases/reports/return-paths.ts';
import type { AppOptions } from './app-options.ts';
import { createBackground } from './background.ts';

const joinSources = (options: AppOptions, needs: IncomingNeeds) => ({
  mailSources: options.mailboxes?.sources ?? openMailSources(needs, options),
  mailboxOwner: randomUUID(),
});

/** Everything that routes and jobs are handed: adapters, and what is derived from the installation's key. */
export const joinNeeds = async (options: AppOptions) => {
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
  const grants = createOAuthGrants((text) => digests.sha256(text));
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
    outlookApplication: options.outlookApplication ?? null,
    ...openRemoteSides(options, { ...outgoing, clock, grants }),
    ...joinSources(options, { ...outgoing, clock, grants, changeNotices }),
    changeNotices,
    salt: Buffer.from(secrets.derive('outcome')).toString('hex'),
    publicUrl,
    demonstrationAccounts: options.demonstrationAccounts ?? [],
  };
  const { runner, sendMail } = createBackground(needs, options);
  return { ...needs, sendMail, runner };
};

export type Needs = Awaited<ReturnType<typeof joinNeeds>>;
