import type { Express } from 'express';
import { unsubscribeRoutes } from './http/unsubscribe-routes.ts';
import { createHttpServer } from './http/server.ts';
import { type Runner } from './jobs/runner.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import { type Outgoing } from './outgoing.ts';
import type { HtmlSanitizer, MessageReader } from './ports/message-reader.ts';
import type { MailSources } from './ports/mail-source.ts';
import type { Store } from './ports/store.ts';
import type { TokenSigner } from './ports/token-signer.ts';
import { firstRunLink } from './usecases/sessions/invitations.ts';
import { receiveMessage } from './usecases/receive-message.ts';
import { type ArrivedMail, receiveArrived } from './usecases/receive/receive-arrived.ts';
import type { AppOptions } from './app-options.ts';
import { addRoutes } from './routes.ts';
import { joinNeeds } from './needs.ts';

export type { AppOptions } from './app-options.ts';

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
  /** How this process is called where accounts are synchronized. */
  readonly syncOwner: string;
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
