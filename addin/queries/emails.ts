import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import type { OutboundStatus } from '#shared/model/outbound-email.ts';
import { useApi } from './api-context.ts';

export type Email = CallOutput<'getEmail'>;
export type EmailLine = CallOutput<'listEmails'>['items'][number];
export type EmailFields = CallInput<'changeEmail'>['body'];
export type AttachmentToAdd = CallInput<'addEmailAttachment'>['body'];

/** Something may change by itself: a page about it asks again so often. */
const askAgainMs = 2_000;
const underWay = (status: OutboundStatus): boolean => status === 'pendingSend' || status === 'sending';

/** Mail that the person wrote, newest first. */
export const useEmails = (status: OutboundStatus | null) => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    queryKey: ['emails', organizationId, status],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      call('listEmails', {
        query: { ...(status === null ? {} : { status }), ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: (query) =>
      query.state.data?.pages.some(({ items }) => items.some((mail) => underWay(mail.status))) ? askAgainMs : false,
  });
};

/** Mail of the person of which nobody knows whether it arrived (S4); asked anew, for it appears by itself. */
export const useUncertainEmails = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['emails', organizationId, 'uncertain'],
    queryFn: async ({ signal }) =>
      (await call('listEmails', { query: { recipientState: 'uncertain', limit: 100 }, signal })).items,
    refetchInterval: 30_000,
  });
};

/** One mail; while it is on its way the answer is renewed by itself. */
export const useEmail = (emailId: string, enabled = true) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['email', organizationId, emailId],
    enabled,
    queryFn: ({ signal }) => call('getEmail', { params: { emailId }, signal }),
    refetchInterval: (query) => (query.state.data && underWay(query.state.data.status) ? askAgainMs : false),
  });
};

const useKeep = () => {
  const { organizationId } = useApi();
  const client = useQueryClient();
  return async (email: Email): Promise<void> => {
    client.setQueryData(['email', organizationId, email.id], email);
    await client.invalidateQueries({ queryKey: ['emails', organizationId] });
  };
};

/** Writes the draft: new at first, changed after. */
export const useSaveDraft = () => {
  const { call } = useApi();
  const keep = useKeep();
  return useMutation({
    mutationFn: ({ emailId, fields, key }: { emailId: string | null; fields: EmailFields; key: string }) =>
      emailId === null
        ? call('createEmail', { body: fields, headers: { 'idempotency-key': key } })
        : call('changeEmail', { params: { emailId }, body: fields }),
    onSuccess: keep,
  });
};

/** Everything else that can be asked of a mail; each answers it as it stands afterwards. */
export const useEmailActions = (emailId: string) => {
  const { call } = useApi();
  const keep = useKeep();
  const params = { emailId };
  const send = useMutation({
    mutationFn: ({ emailId: stored, key }: { emailId: string; key: string }) =>
      call('sendEmail', { params: { emailId: stored }, headers: { 'idempotency-key': key } }),
    onSuccess: keep,
  });
  const cancel = useMutation({ mutationFn: () => call('cancelEmail', { params }), onSuccess: keep });
  const resend = useMutation({ mutationFn: () => call('resendEmail', { params, body: {} }), onSuccess: keep });
  const keepCopy = useMutation({ mutationFn: () => call('keepSentCopy', { params }), onSuccess: keep });
  const settle = useMutation({
    mutationFn: ({ verdict, address }: { verdict: 'arrived' | 'sendAgain'; address: string }) =>
      call('settleUncertain', { params, body: { verdict, recipients: [address] } }),
    onSuccess: keep,
  });
  return { send, cancel, resend, keepCopy, settle };
};

export const useDeleteDraft = () => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (emailId: string) => call('deleteEmail', { params: { emailId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['emails', organizationId] }),
  });
};

export const useAttachments = () => {
  const { call } = useApi();
  return {
    add: (emailId: string, body: AttachmentToAdd) => call('addEmailAttachment', { params: { emailId }, body }),
    remove: (emailId: string, n: number) => call('removeEmailAttachment', { params: { emailId, n } }),
    /** The bytes of an attachment of an activity. */
    read: (activityId: string, n: number) => call('getAttachment', { params: { activityId, n } }),
  };
};

/** Whose each address is, as the server would resolve it, and whether a report says that it takes no mail. */
export const useRecipientMatches = (addresses: readonly string[]) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['address-matches', organizationId, 'recipient', addresses],
    enabled: addresses.length > 0,
    queryFn: async ({ signal }) =>
      (await call('matchAddresses', { body: { addresses: [...addresses], role: 'recipient' }, signal })).matches,
    placeholderData: (before) => before,
  });
};

/** S12: somebody knows that the address takes mail again. */
export const useClearBouncing = () => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (address: string) => call('clearBouncing', { params: { address } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['address-matches'] }),
  });
};

/** In whose name the person may write: themselves, users who allowed it, queues (S17). */
export const usePrincipals = () => {
  const { call, organizationId, userId } = useApi();
  return useQuery({
    queryKey: ['principals', organizationId, userId],
    queryFn: async ({ signal }) => (await call('listPrincipals', { signal })).items,
    staleTime: 60_000,
  });
};

/** The person's own addresses: an answer never goes to them. */
export const useOwnAddresses = () => {
  const { call, organizationId, userId } = useApi();
  return useQuery({
    queryKey: ['own-addresses', organizationId, userId],
    queryFn: async ({ signal }) => {
      const own = await call('getRecord', { params: { type: 'user', id: userId }, signal });
      return [...own.addresses].sort((a, b) => Number(b.primary) - Number(a.primary)).map(({ address }) => address);
    },
    staleTime: 60_000,
  });
};
