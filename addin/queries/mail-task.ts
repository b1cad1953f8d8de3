import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RecordRef } from '#shared/model/record-ref.ts';
import { useApi } from './api-context.ts';

/** So long a task's subject may be. */
export const mostSubject = 1_000;

interface MailTask {
  readonly subject: string;
  /** A day; null: it is due at no time. */
  readonly due: string | null;
  readonly regarding: readonly RecordRef[];
  /** The activity of the mail that it is made from. */
  readonly follows: string;
}

const useRefresh = () => {
  const client = useQueryClient();
  return () => Promise.all(['record-card', 'activities'].map((name) => client.invalidateQueries({ queryKey: [name] })));
};

/** P11: makes a task in the CRM that says from which mail it came. */
export const useMakeTask = () => {
  const { call } = useApi();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ subject, due, regarding, follows }: MailTask) =>
      call('createActivity', {
        body: {
          kind: 'task',
          subject,
          fields: due === null ? {} : { due },
          regarding: regarding.map(({ type, id }) => ({ type, id })),
          follows,
        },
      }),
    onSettled: refresh,
  });
};

/** Takes it back; it can be restored for 30 days. */
export const useRemoveTask = () => {
  const { call } = useApi();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (activityId: string) => call('deleteActivity', { params: { activityId } }),
    onSettled: refresh,
  });
};
