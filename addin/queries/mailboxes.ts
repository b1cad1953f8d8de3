import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

/** A mailbox as the server shows it. */
export type ShownMailbox = CallOutput<'listMailboxes'>['items'][number];

export const useMailboxes = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['mailboxes', organizationId, 'all'],
    queryFn: async ({ signal }) => (await call('listMailboxes', { signal })).items,
  });
};

export const useMyMailboxes = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['mailboxes', organizationId, 'own'],
    queryFn: async ({ signal }) => (await call('listMyMailboxes', { signal })).items,
  });
};

/** Folders of a mailbox as its server lists them now; `not yet`: nobody is about to choose. */
export const useMailboxFolders = (mailboxId: string, wanted: 'now' | 'not yet' = 'now') => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['mailbox-folders', organizationId, mailboxId],
    queryFn: ({ signal }) => call('listMailboxFolders', { params: { mailboxId }, signal }),
    enabled: wanted === 'now',
    retry: false,
  });
};

/** Whose mailbox it may be. */
export const useMailboxOwners = (kind: 'user' | 'queue') => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['mailbox-owners', organizationId, kind],
    queryFn: async ({ signal }) => {
      if (kind === 'user') {
        const { items } = await call('listUsers', { query: { limit: 200 }, signal });
        return items.map(({ id, name, email }) => ({ id, name, address: email }));
      }
      const { items } = await call('listRecords', { params: { type: 'queue' }, query: { limit: 200 }, signal });
      return items.map(({ id, name, addresses }) => ({ id, name, address: addresses[0]?.address ?? '' }));
    },
  });
};

/** Lists are asked anew whatever came of it. */
const useMailboxMutation = <Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) => {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: ['mailboxes'] }) });
};

export const useAddMailbox = () => {
  const { call } = useApi();
  return useMailboxMutation((body: CallInput<'addMailbox'>['body']) => call('addMailbox', { body }));
};

export const useAddMyMailbox = () => {
  const { call } = useApi();
  return useMailboxMutation((body: CallInput<'addMyMailbox'>['body']) => call('addMyMailbox', { body }));
};

export const useTestIncoming = () => {
  const { call } = useApi();
  return useMutation({ mutationFn: (body: CallInput<'testIncoming'>['body']) => call('testIncoming', { body }) });
};

export const useTestMailbox = () => {
  const { call } = useApi();
  return useMutation({ mutationFn: (mailboxId: string) => call('testMailbox', { params: { mailboxId } }) });
};

export const useSetFolders = (mailboxId: string) => {
  const { call } = useApi();
  return useMailboxMutation((folders: readonly string[]) =>
    call('setMailboxFolders', { params: { mailboxId }, body: { folders: [...folders] } }),
  );
};

export const useChangeServer = ({ id: mailboxId, version }: ShownMailbox) => {
  const { call } = useApi();
  return useMailboxMutation((body: CallInput<'changeMailbox'>['body']) =>
    call('changeMailbox', { params: { mailboxId }, body, headers: { 'If-Match': `"${version}"` } }),
  );
};

/** One of the switches of a mailbox. */
export type MailboxStep =
  | { readonly kind: 'approve'; readonly approved: boolean; readonly takeOver?: true }
  | { readonly kind: 'enable'; readonly enabled: boolean; readonly takeOver?: true }
  | { readonly kind: 'consent'; readonly consents: boolean }
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'remove' };

export const useMailboxStep = (mailboxId: string) => {
  const { call } = useApi();
  const params = { mailboxId };
  return useMailboxMutation(async (step: MailboxStep): Promise<void> => {
    switch (step.kind) {
      case 'approve':
        await call('approveMailbox', { params, body: { approved: step.approved, takeOver: step.takeOver } });
        return;
      case 'enable':
        await call('enableMailbox', { params, body: { enabled: step.enabled, takeOver: step.takeOver } });
        return;
      case 'consent':
        await call('consentToSettlement', { params, body: { consents: step.consents } });
        return;
      case 'secret':
        await call('setMyMailboxSecret', { params, body: { secret: step.secret } });
        return;
      case 'remove':
        await call('removeMailbox', { params });
    }
  });
};
