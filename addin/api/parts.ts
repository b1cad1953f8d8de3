import { createClient } from './client.ts';
import { type EarlyRestore, continuing } from './early-restore.ts';
import { createLocalAuth, exclusivelyIn } from './local-auth.ts';
import { type ProfileStore, createProfileStore, pageStorage } from './profile-store.ts';
import { type Session, createSession } from './session.ts';
import { type Call, createTransport } from './transport.ts';
import type { PageConfig } from '../config.ts';
import type { OutlookHost } from '../office/host.ts';
import { storagePartition } from '../office/watch-host.ts';

/** Everything the pane is made of, joined once per host. */
export interface Parts {
  readonly config: PageConfig;
  readonly host: OutlookHost;
  readonly profile: ProfileStore;
  /** Where the browser keeps what is this Outlook's (see watch-host.ts). */
  readonly partition: string;
  readonly session: Session;
  /** Calls as the signed-in user. */
  readonly call: Call;
  /** Calls that need no sign-in. */
  readonly openCall: Call;
}

/** Joins them; a sign-in that is being restored already is not restored again. */
export const joinParts = (config: PageConfig, host: OutlookHost, early: EarlyRestore | null = null): Parts => {
  const partition = storagePartition();
  const profile = createProfileStore(pageStorage(), partition);
  const openCall = createTransport({ apiBase: config.apiBase, fetch: (...request) => fetch(...request) });
  const provider = createLocalAuth({
    transport: openCall,
    profile,
    device: host.device,
    askInDialog: host.askInDialog,
    exclusively: exclusivelyIn(partition),
  });
  const session = createSession(continuing(provider, early, partition), profile);
  return { config, host, profile, partition, session, openCall, call: createClient(openCall, session) };
};
