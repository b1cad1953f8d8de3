import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '#shared/contracts/api.ts';
import { useApi } from './api-context.ts';

export type Campaign = CallOutput<'getQuickCampaign'>;
export type CampaignFields = CallInput<'createQuickCampaign'>['body'];
export type CampaignMember = CallOutput<'listCampaignMembers'>['items'][number];

/** A campaign under way changes by itself: its page asks again so often. */
const askAgainMs = 2_000;
const underWay = ({ state, mail }: Campaign): boolean =>
  state === 'releasing' || state === 'running' || mail.pending > 0;

const firstPage = { initialPageParam: null as string | null };
const next = ({ nextCursor }: { nextCursor: string | null }) => nextCursor;
const at = (cursor: string | null) => (cursor === null ? {} : { cursor });

export const useCampaigns = () => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    ...firstPage,
    queryKey: ['campaigns', organizationId],
    queryFn: ({ signal, pageParam }) => call('listQuickCampaigns', { query: at(pageParam), signal }),
    getNextPageParam: next,
  });
};

export const useCampaign = (quickCampaignId: string) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['campaign', organizationId, quickCampaignId],
    queryFn: ({ signal }) => call('getQuickCampaign', { params: { quickCampaignId }, signal }),
    refetchInterval: (query) => (query.state.data && underWay(query.state.data) ? askAgainMs : false),
  });
};

export const useCampaignMembers = (quickCampaignId: string, state: CampaignMember['state'] | null) => {
  const { call, organizationId } = useApi();
  return useInfiniteQuery({
    ...firstPage,
    queryKey: ['campaign-members', organizationId, quickCampaignId, state],
    queryFn: ({ signal, pageParam }) =>
      call('listCampaignMembers', {
        params: { quickCampaignId },
        query: { ...(state === null ? {} : { state }), ...at(pageParam) },
        signal,
      }),
    getNextPageParam: next,
    placeholderData: keepPreviousData,
  });
};

export const useMemberPreview = (quickCampaignId: string, position: number | null) => {
  const { call, organizationId } = useApi();
  return useQuery({
    queryKey: ['campaign-preview', organizationId, quickCampaignId, position],
    enabled: position !== null,
    queryFn: ({ signal }) =>
      call('previewCampaignMember', { params: { quickCampaignId, position: position ?? 1 }, signal }),
  });
};

export const useCreateCampaign = () => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CampaignFields) => call('createQuickCampaign', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['campaigns', organizationId] }),
  });
};

/** What can be asked of a campaign; each answers it as it stands afterwards. */
export const useCampaignActions = (quickCampaignId: string) => {
  const { call, organizationId } = useApi();
  const client = useQueryClient();
  const params = { quickCampaignId };
  const keep = async (campaign: Campaign) => {
    client.setQueryData(['campaign', organizationId, quickCampaignId], campaign);
    await Promise.all(
      ['campaign-members', 'campaign-preview'].map((of) =>
        client.invalidateQueries({ queryKey: [of, organizationId, quickCampaignId] }),
      ),
    );
  };
  const start = useMutation({
    mutationFn: (confirmation: string) =>
      call('startQuickCampaign', { params, body: confirmation === '' ? {} : { confirmation } }),
    onSuccess: keep,
  });
  const change = useMutation({
    mutationFn: (state: 'paused' | 'running' | 'stopped') => call('changeCampaignState', { params, body: { state } }),
    onSuccess: keep,
  });
  const edit = useMutation({
    mutationFn: (fields: CampaignFields) => call('changeQuickCampaign', { params, body: fields }),
    onSuccess: keep,
  });
  const test = useMutation({ mutationFn: () => call('testQuickCampaign', { params }) });
  const remove = useMutation({
    mutationFn: () => call('deleteQuickCampaign', { params }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['campaigns', organizationId] }),
  });
  return { start, change, edit, test, remove };
};
