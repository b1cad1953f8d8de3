import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

export type Template = CallOutput<'getTemplate'>;
export type TemplateFields = CallInput<'createTemplate'>['body'];

/** Templates, sales literature or articles by name; the first page is enough to choose from while typing. */
export const useTemplates = (kind: Template['kind'] | null, q: string) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['templates', organizationId, kind, q],
    queryFn: async ({ signal }) =>
      (
        await call('listTemplates', {
          query: { limit: 100, ...(kind === null ? {} : { kind }), ...(q === '' ? {} : { q }) },
          signal,
        })
      ).items,
    placeholderData: keepPreviousData,
  });
};

/** Fills a template for a recipient and a regarding record. */
export const useRenderTemplate = () => {
  const { call } = useApi();
  return useMutation({
    mutationFn: (body: CallInput<'renderTemplate'>['body']) => call('renderTemplate', { body }),
  });
};

/** Writes a template, new or changed, or deletes it. */
export const useWriteTemplate = () => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['templates', organizationId] });
  const save = useMutation({
    mutationFn: ({ templateId, fields }: { templateId: string | null; fields: TemplateFields }) => {
      const { kind: _kind, ...changes } = fields;
      return templateId === null
        ? call('createTemplate', { body: fields })
        : call('changeTemplate', { params: { templateId }, body: changes });
    },
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: (templateId: string) => call('deleteTemplate', { params: { templateId } }),
    onSuccess: refresh,
  });
  return { save, remove };
};
