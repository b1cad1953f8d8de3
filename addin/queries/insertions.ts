import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CallOutput } from '#shared/contracts/api.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import { useApi } from './api-context.ts';

export type Insertion = CallOutput<'listTemplates'>['items'][number];
export type InsertionKind = Insertion['kind'];
export type FilledInsertion = CallOutput<'renderTemplate'>;

/** Templates, sales literature or articles by name; the former ones stay while the next are on their way. */
export const useInsertions = (kind: InsertionKind, text: string) => {
  const { call, organizationId } = useApi();
  const q = text.trim();
  return useQuery({
    queryKey: ['insertions', organizationId, kind, q],
    queryFn: async ({ signal }) =>
      (await call('listTemplates', { query: { kind, limit: 50, ...(q === '' ? {} : { q }) }, signal })).items,
    placeholderData: keepPreviousData,
  });
};

/** One of them with its fields filled for a recipient and a regarding record, and the names of those without a value. */
export const useFilledInsertion = (
  templateId: string,
  about: { readonly recipient: RecordRef | null; readonly regarding: RecordRef | null },
) => {
  const { call, organizationId } = useApi();
  const refOf = (record: RecordRef | null) => (record === null ? undefined : { type: record.type, id: record.id });
  const recipient = refOf(about.recipient);
  const regarding = refOf(about.regarding);
  return useQuery({
    queryKey: ['filled-insertion', organizationId, templateId, recipient, regarding],
    queryFn: ({ signal }) =>
      call('renderTemplate', {
        body: { templateId, ...(recipient ? { recipient } : {}), ...(regarding ? { regarding } : {}) },
        signal,
      }),
  });
};
