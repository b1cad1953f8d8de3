import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import type { OutlookHost } from '../office/host.ts';
import type { OpenDraft } from '../office/open-draft.ts';
import type { OpenItem } from '../office/open-item.ts';
import { useApi } from './api-context.ts';

export type Ticket = CallOutput<'getTrackTicket'>;
export type IssuedTicket = CallOutput<'createTrackTicket'>;
export type TicketInput = CallInput<'createTrackTicket'>['body'];
export type TicketChange = CallInput<'changeTrackTicket'>['body'];

/** Mails of one's own that were not yet seen sent. */
export const useWaitingTickets = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['track-tickets', organizationId],
    queryFn: async ({ signal }) => (await call('listTrackTickets', { signal })).items,
  });
};

/** Forgets a mail that waits: it was never sent, or shall not be tracked. */
export const useWithdrawTicket = () => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ticketId: string) => call('withdrawTrackTicket', { params: { trackTicketId: ticketId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['track-tickets'] }),
  });
};

/** The calls of one draft's ticket, for the program that follows the draft. */
export const useTicketCalls = () => {
  const { call } = useApi();
  return {
    create: (input: TicketInput) => call('createTrackTicket', { body: input }),
    change: (id: string, change: TicketChange) =>
      call('changeTrackTicket', { params: { trackTicketId: id }, body: change }),
    withdraw: (id: string) => call('withdrawTrackTicket', { params: { trackTicketId: id } }),
    find: (id: string) => call('getTrackTicket', { params: { trackTicketId: id } }),
    propose: async (draft: OpenDraft) => {
      const { subject, to, cc } = await draft.read();
      const addresses = [...to, ...cc].slice(0, 100).map(({ address }) => address);
      return call('proposeTracking', { body: { inReplyTo: [...draft.inReplyTo], subject, addresses } });
    },
  };
};
export type TicketCalls = ReturnType<typeof useTicketCalls>;

/** P7: the ticket that an own mail in Sent Items was written with; the server then knows that it was sent. */
export const useSentTicket = (host: OutlookHost, item: OpenItem, enabled: boolean) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['sent-ticket', organizationId, item.key],
    enabled: enabled && item.internetMessageId !== null && item.sentAt !== null,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const mark = await host.readSentMark(item, signal);
      const { ticket } = await call('findSentTicket', {
        body: {
          internetMessageId: item.internetMessageId ?? '',
          sentAt: item.sentAt ?? '',
          subject: item.subject,
          ...(item.from === null ? {} : { from: item.from.address }),
          to: [...item.to],
          cc: [...item.cc],
          ...(mark === null ? {} : { mark }),
        },
        signal,
      });
      return ticket;
    },
  });
};
