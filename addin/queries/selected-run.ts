import { useMemo } from 'react';
import type { OutlookHost, SelectedMail } from '../office/host.ts';
import { useApi } from './api-context.ts';
import type { RunMail } from './run-state.ts';
import type { RunSource, RunWish } from './tracking-run.ts';

/** Mails selected in Outlook, read there one by one, each time anew: none is kept while others are looked at. */
export const useSelectedRun = (host: OutlookHost, selected: readonly SelectedMail[]): RunSource => {
  const { call } = useApi();
  return useMemo(() => {
    const read = (mail: RunMail, signal: AbortSignal) => {
      const found = selected.find(({ itemId }) => itemId === mail.key);
      if (found === undefined) throw new Error('this mail was not selected');
      return host.readSelected(found, signal);
    };
    return {
      mails: selected.map(({ itemId, subject, messageId }) => ({ key: itemId, subject, messageId })),
      foresee: async (mail, signal) =>
        call('previewPromotion', { bytes: await read(mail, signal), contentType: 'message/rfc822', signal }),
      track: async (mail, { regarding, idempotencyKey }: RunWish) =>
        call('promote', {
          bytes: await read(mail, new AbortController().signal),
          contentType: 'message/rfc822',
          query: {
            batch: '1',
            ...(regarding === null ? {} : { regarding: regarding.map(({ type, id }) => `${type}:${id}`) }),
          },
          headers: { 'idempotency-key': idempotencyKey },
        }),
    };
  }, [call, host, selected]);
};
