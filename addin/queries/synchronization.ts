import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

/** One's own account as the server shows it. */
export type SyncAccount = NonNullable<CallOutput<'getMySynchronization'>['account']>;
export type SyncSettings = SyncAccount['settings'];
export type SyncKind = SyncAccount['found'][number];
export type SyncFilter = SyncSettings['filters'][number];
export type SyncQuestion = SyncAccount['questions'][number];
export type SyncSteps = CallOutput<'testMySynchronization'>['steps'];
export type SyncHistory = CallOutput<'listMySynchronizationHistory'>;
export type SyncConflict = CallOutput<'listMySynchronizationConflicts'>['items'][number];

/** Asked so often while something happens, and else. */
const busyMs = 1_000;
const idleMs = 30_000;

/** A cycle is under way, or is about to begin. */
export const isBusy = ({ enabled, running, nextCycleAt }: SyncAccount): boolean =>
  enabled && (running || (nextCycleAt !== null && Date.parse(nextCycleAt) <= Date.now()));

/** One's own account; null where none is connected. */
export const useSyncAccount = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['synchronization', organizationId, 'account'],
    queryFn: async ({ signal }) => (await call('getMySynchronization', { signal })).account,
    refetchInterval: ({ state: { data } }) => (data == null || !data.enabled ? false : isBusy(data) ? busyMs : idleMs),
  });
};

/** What was done, failed and gave way; asked anew after each cycle, which `cycleAt` names. */
export const useSyncHistory = (cycleAt: string | null) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['synchronization', organizationId, 'history', cycleAt],
    queryFn: ({ signal }) => call('listMySynchronizationHistory', { signal }),
    placeholderData: (before) => before,
  });
};

export const useSyncConflicts = (cycleAt: string | null) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['synchronization', organizationId, 'conflicts', cycleAt],
    queryFn: async ({ signal }) => (await call('listMySynchronizationConflicts', { signal })).items,
    placeholderData: (before) => before,
  });
};

/** All that is known of the account is asked anew whatever came of it. */
const useSyncMutation = <Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) => {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: ['synchronization'] }) });
};

type ConnectBody = CallInput<'connectMySynchronization'>['body'];

/** Connects a server, or a mailbox by the sign-in that is kept for it; then tests and enables. */
export const useConnectSync = () => {
  const { call } = useApi();
  return useSyncMutation(async (given: ConnectBody | CallInput<'connectMySynchronizationByMailbox'>['body']) => {
    if ('mailbox' in given) await call('connectMySynchronizationByMailbox', { body: given });
    else await call('connectMySynchronization', { body: given });
    return call('enableMySynchronization', { body: { enabled: true, takeOver: given.takeOver } });
  });
};

export const useEnableSync = () => {
  const { call } = useApi();
  return useSyncMutation((body: CallInput<'enableMySynchronization'>['body']) =>
    call('enableMySynchronization', { body }),
  );
};

export const useTestSync = () => {
  const { call } = useApi();
  return useMutation({ mutationFn: () => call('testMySynchronization', {}) });
};

export const useChangeSync = () => {
  const { call } = useApi();
  return useSyncMutation((body: CallInput<'changeMySynchronization'>['body']) =>
    call('changeMySynchronization', { body }),
  );
};

/** One of the things that are done with the whole account. */
export type SyncStep =
  | { readonly kind: 'now' | 'disconnect' }
  | { readonly kind: 'settle'; readonly items: SyncKind; readonly agrees: boolean };

export const useSyncStep = () => {
  const { call } = useApi();
  return useSyncMutation(async (step: SyncStep): Promise<void> => {
    switch (step.kind) {
      case 'now':
        await call('synchronizeMineNow', {});
        return;
      case 'disconnect':
        await call('disconnectMySynchronization', {});
        return;
      case 'settle':
        await call('confirmMySynchronization', { body: { kind: step.items, agrees: step.agrees } });
    }
  });
};

export const useAnswerConflict = () => {
  const { call } = useApi();
  return useSyncMutation(({ linkId, field, kind, side }: SyncConflict & { readonly side: 'crm' | 'mailbox' }) =>
    call('answerMySynchronizationConflict', { params: { linkId, field }, body: { kind, side } }),
  );
};

export const useTakeBack = () => {
  const { call } = useApi();
  return useSyncMutation(({ kind, recordId, field, side, at }: SyncHistory['lost'][number]) =>
    call('takeBackMySynchronizedValue', { body: { kind, recordId, field, side, at } }),
  );
};

export const usePreviewSync = () => {
  const { call } = useApi();
  return useMutation({
    mutationFn: (body: CallInput<'previewMySynchronization'>['body']) => call('previewMySynchronization', { body }),
  });
};
