import { useQuery } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { useMemo, useState } from 'react';
import { useApi } from './api-context.ts';
import type { ShownMailbox } from './mailboxes.ts';
import type { RunSource } from './tracking-run.ts';

/** What of a mailbox is looked for. */
export interface MailboxLook {
  readonly mailboxId: string;
  readonly body: CallInput<'searchMailbox'>['body'];
}

type Found = CallOutput<'searchMailbox'>['items'][number];

/** Mailboxes that the server can look through for their owner. */
export const searchable = (mailboxes: readonly ShownMailbox[]): readonly ShownMailbox[] =>
  mailboxes.filter(
    ({ approved, wrapping, incoming }) => approved && wrapping === 'none' && incoming.protocol !== 'pop3',
  );

/** One look; its answer is shown and not kept. */
export const useMailboxLook = ({ mailboxId, body }: MailboxLook) => {
  const { call } = useApi();
  // Each place that looks has a question of its own: what was found is never shown anywhere else.
  const [turn] = useState(() => crypto.randomUUID());
  return useQuery({
    queryKey: ['mailbox-look', turn],
    queryFn: ({ signal }) => call('searchMailbox', { params: { mailboxId }, body, signal }),
    gcTime: 0,
    retry: false,
    staleTime: Infinity,
  });
};

const keyOf = ({ origin }: Found): string => JSON.stringify(origin);

/** Mails that were found in a mailbox; the server fetches each from there when it is tracked. */
export const useFoundRun = (mailboxId: string, found: readonly Found[]): RunSource => {
  const { call } = useApi();
  return useMemo(
    () => ({
      mails: found.map((mail) => ({
        key: keyOf(mail),
        subject: mail.subject ?? '',
        messageId: mail.internetMessageId,
        foreseen: mail,
      })),
      track: async ({ key }, { regarding, idempotencyKey }) => {
        const mail = found.find((one) => keyOf(one) === key);
        if (mail === undefined) throw new Error('this mail was not found');
        const wish = regarding === null ? {} : { regarding: regarding.map(({ type, id }) => `${type}:${id}`) };
        return call('promoteFound', {
          params: { mailboxId },
          body: { origin: mail.origin, ...wish },
          headers: { 'idempotency-key': idempotencyKey },
        });
      },
    }),
    [call, found, mailboxId],
  );
};
