import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from './api-context.ts';

/** The caller's devices and which one synchronizes. */
export const useDevices = () => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['devices', organizationId],
    queryFn: async ({ signal }) => (await call('listDevices', { signal })).items,
  });
};

/** Makes a device the synchronizing one; rejects with `synchronizing_elsewhere` unless it may take over (I2). */
export const useClaimSynchronizing = () => {
  const { call } = useApi();
  const refresh = useRefreshDevices();
  return useMutation({
    mutationFn: ({ deviceId, takeOver }: { deviceId: string; takeOver: boolean }) =>
      call('claimSynchronizing', { params: { deviceId }, body: { takeOver } }),
    onSettled: refresh,
  });
};

export const useReleaseSynchronizing = () => {
  const { call } = useApi();
  const refresh = useRefreshDevices();
  return useMutation({
    mutationFn: (deviceId: string) => call('releaseSynchronizing', { params: { deviceId } }),
    onSettled: refresh,
  });
};

export const useSignOutDevice = () => {
  const { call } = useApi();
  const refresh = useRefreshDevices();
  return useMutation({
    mutationFn: (deviceId: string) => call('signOutDevice', { params: { deviceId } }),
    onSettled: refresh,
  });
};

/** Makes this device and a former one of the caller's one device (I8). */
export const useReplaceDevice = () => {
  const { call } = useApi();
  const refresh = useRefreshDevices();
  return useMutation({
    mutationFn: ({ deviceId, former }: { deviceId: string; former: string }) =>
      call('replaceDevice', { params: { deviceId }, body: { former } }),
    onSettled: refresh,
  });
};

const useRefreshDevices = () => {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['devices'] });
};
