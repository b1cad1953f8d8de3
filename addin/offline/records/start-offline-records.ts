import { exclusivelyUnder } from '../../api/exclusively.ts';
import type { Parts } from '../../api/parts.ts';
import { scopeOf } from './database.ts';
import { createOfflineRecords, type OfflineRecords } from './offline-records.ts';

export interface PersonHere {
  readonly organizationId: string;
  readonly userId: string;
}

interface StartNeeds extends Pick<Parts, 'call' | 'partition' | 'profile'> {
  readonly here: PersonHere;
  /** The person in each of their organizations. */
  readonly everywhere: readonly PersonHere[];
  readonly onChanged: () => void;
}

/**
 * What is kept here of one person in one organization: synchronized when it begins, when the browser is online again, and when
 * the pane is looked at. Apart from tracked mail, which has a list and a lock of its own.
 */
export const startOfflineRecords = (needs: StartNeeds): OfflineRecords & { readonly end: () => void } => {
  const { here, everywhere, partition, profile } = needs;
  const name = `${partition}correspond.records`;
  const news = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : null;
  const records = createOfflineRecords({
    call: needs.call,
    organizationId: here.organizationId,
    partition,
    scope: scopeOf(here.organizationId, here.userId),
    scopes: everywhere.map(({ organizationId, userId }) => scopeOf(organizationId, userId)),
    exclusively: exclusivelyUnder(name),
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    tellOthers: () => news?.postMessage('changed'),
    onChanged: needs.onChanged,
    remember: (inUse) => profile.write('offline-records', inUse ? 'yes' : null),
  });
  const synchronize = () => quietly(records.synchronize());
  const whenSeen = () => {
    if (document.visibilityState === 'visible') synchronize();
  };
  const onNews = () => quietly(records.reread());
  news?.addEventListener('message', onNews);
  addEventListener('online', synchronize);
  document.addEventListener('visibilitychange', whenSeen);
  quietly(records.begin().then(() => records.synchronize()));
  return {
    ...records,
    end: () => {
      news?.close();
      removeEventListener('online', synchronize);
      document.removeEventListener('visibilitychange', whenSeen);
    },
  };
};

/** Where the browser keeps nothing, nothing is kept, and the page says so. */
const quietly = (work: Promise<void>): void => void work.catch(() => undefined);
