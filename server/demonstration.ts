import { join } from 'node:path';
import { argon2Hasher } from './adapters/crypto/argon2-hasher.ts';
import { createMessageBuilder } from './adapters/mime/message-builder.ts';
import { sha256Digests } from './adapters/system/sha256-digests.ts';
import type { App } from './app.ts';
import type { Installation } from './config/installation.ts';
import { seedDemonstration } from './seed/seed-demonstration.ts';

/** The mailbox that the simulated Outlook begins with, and whose mail is partly tracked already. */
export const demonstrationMail = (installation: Installation): string =>
  join(installation.root, 'server', 'seed', 'mail');

/** Fills a database that does not have the demonstration world yet. */
export const tellDemonstration = (app: App, installation: Installation): Promise<void> =>
  seedDemonstration(
    { ...app, builder: createMessageBuilder(), digests: sha256Digests, hasher: argon2Hasher },
    demonstrationMail(installation),
  );
