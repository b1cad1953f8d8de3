import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

export type Workflow = CallOutput<'getWorkflow'>;
export type WorkflowRun = CallOutput<'listWorkflowRuns'>['items'][number];
export type WorkflowFields = Pick<
  Workflow,
  'name' | 'trigger' | 'conditions' | 'templateId' | 'to' | 'alsoOn' | 'mailsPerHour' | 'state'
>;
export type WorkflowSubject = CallInput<'previewWorkflow'>['body'];

/** Events are read every few seconds: a page about a workflow asks again so often. */
const askAgainMs = 3_000;

const next = ({ nextCursor }: { nextCursor: string | null }) => nextCursor;
const at = (cursor: string | null) => (cursor === null ? {} : { cursor });

export const useWorkflows = () => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    initialPageParam: null as string | null,
    queryKey: ['workflows', organizationId],
    queryFn: ({ signal, pageParam }) => call('listWorkflows', { query: at(pageParam), signal }),
    getNextPageParam: next,
  });
};

export const useWorkflow = (workflowId: string) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['workflow', organizationId, workflowId],
    queryFn: ({ signal }) => call('getWorkflow', { params: { workflowId }, signal }),
    refetchInterval: askAgainMs,
  });
};

export const useWorkflowRuns = (workflowId: string, state: WorkflowRun['state'] | null) => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    initialPageParam: null as string | null,
    queryKey: ['workflow-runs', organizationId, workflowId, state],
    queryFn: ({ signal, pageParam }) =>
      call('listWorkflowRuns', {
        params: { workflowId },
        query: { ...(state === null ? {} : { state }), ...at(pageParam) },
        signal,
      }),
    getNextPageParam: next,
    refetchInterval: askAgainMs,
  });
};

/** What it would do about a record or a mail; null asks nothing. */
export const useWorkflowPreview = (workflowId: string, about: WorkflowSubject | null) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['workflow-preview', organizationId, workflowId, about],
    enabled: about !== null,
    queryFn: ({ signal }) => call('previewWorkflow', { params: { workflowId }, body: about ?? {}, signal }),
  });
};

/** Writes a workflow, new or changed, or deletes it. */
export const useWriteWorkflow = () => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: ['workflows', organizationId] });
    await client.invalidateQueries({ queryKey: ['workflow-preview', organizationId] });
  };
  const keep = async (workflow: Workflow) => {
    client.setQueryData(['workflow', organizationId, workflow.id], workflow);
    await refresh();
  };
  const create = useMutation({
    mutationFn: (body: WorkflowFields) => call('createWorkflow', { body }),
    onSuccess: keep,
  });
  const change = useMutation({
    mutationFn: ({ workflowId, changes }: { workflowId: string; changes: Partial<WorkflowFields> }) =>
      call('changeWorkflow', { params: { workflowId }, body: changes }),
    onSuccess: keep,
  });
  const remove = useMutation({
    mutationFn: (workflowId: string) => call('deleteWorkflow', { params: { workflowId } }),
    onSuccess: refresh,
  });
  return { create, change, remove };
};
