import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput } from '#shared/contracts/api.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import { useApi } from './api-context.ts';

/** The quick card of a record (P4). */
export const useRecordCard = ({ type, id }: RecordRef) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['record-card', organizationId, type, id],
    queryFn: ({ signal }) => call('getRecordCard', { params: { type, id }, signal }),
  });
};

/** Records that fit what is typed; the former hits stay while the next are on their way. */
export const useRecordSearch = (text: string) => {
  const { call, organizationId } = useApi();
  const q = text.trim();
  return useQuery({
    queryKey: ['record-search', organizationId, q],
    queryFn:
      q === ''
        ? skipToken
        : async ({ signal }) => (await call('searchRecords', { query: { q, limit: 20 }, signal })).items,
    placeholderData: keepPreviousData,
  });
};

export interface MailFacts {
  readonly addresses: readonly string[];
  readonly internetMessageId: string | null;
  /** Message-IDs that the mail answers. */
  readonly inReplyTo: readonly string[];
}

/** What a mail likely regards: its conversation's, its people's, pinned and recent records. */
export const useRegardingSuggestions = (mail: MailFacts) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['regarding-suggestions', organizationId, mail],
    queryFn: async ({ signal }) => {
      const body = {
        addresses: mail.addresses.slice(0, 100),
        inReplyTo: [...mail.inReplyTo],
        ...(mail.internetMessageId === null ? {} : { internetMessageId: mail.internetMessageId }),
      };
      return (await call('suggestRegarding', { body, signal })).items;
    },
  });
};

/** Pins or unpins a record for the picker. */
export const usePin = () => {
  const { call } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ type, id, pinned }: RecordRef & { pinned: boolean }) =>
      call(pinned ? 'pinRecord' : 'unpinRecord', { params: { type, id } }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['regarding-suggestions'] }),
        client.invalidateQueries({ queryKey: ['record-card'] }),
      ]),
  });
};

export interface NewRecord {
  readonly type: string;
  readonly input: CallInput<'createRecord'>['body'];
}

/** Creates a record, or deletes it again (undo); both change whose addresses are known. */
export const useCreateRecord = () => {
  const { call } = useApi();
  const refresh = useRefreshPeople();
  return useMutation({
    mutationFn: ({ type, input }: NewRecord) => call('createRecord', { params: { type }, body: input }),
    onSuccess: refresh,
  });
};

export const useDeleteRecord = () => {
  const { call } = useApi();
  const refresh = useRefreshPeople();
  return useMutation({
    mutationFn: ({ type, id }: RecordRef) => call('deleteRecord', { params: { type, id } }),
    onSuccess: refresh,
  });
};

const useRefreshPeople = () => {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['address-matches', 'regarding-suggestions', 'record-search'].map((name) =>
        client.invalidateQueries({ queryKey: [name] }),
      ),
    );
};
