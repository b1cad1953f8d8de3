import type { OutlookHost } from './host.ts';
import type { OpenItem } from './open-item.ts';
import type { LiveItem } from './read-source.ts';

interface Calls extends Pick<OutlookHost, 'readHeaders'> {
  readonly liveItem: (item: OpenItem) => LiveItem;
  readonly askFor: <T>(item: OpenItem, call: (live: LiveItem) => Promise<T>) => Promise<T>;
}

/** What concerns mail of one's own; whoever writes or looks into Sent Items loads it, as most mail is only read. */
export const writtenMail = ({
  liveItem,
  askFor,
  readHeaders,
}: Calls): Pick<OutlookHost, 'openDraft' | 'readSentMark'> => ({
  openDraft: async (item) => {
    const { openDraft } = await import('./open-draft.ts');
    return openDraft(liveItem(item) as unknown as Office.MessageCompose);
  },
  readSentMark: async (item, signal) => {
    const { readSentMark } = await import('./sent-mark.ts');
    const headers = await readHeaders(item, signal);
    return askFor(item, (live) => readSentMark(live, headers));
  },
});
