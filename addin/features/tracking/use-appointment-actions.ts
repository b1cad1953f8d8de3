import type { Activity } from '#shared/model/activity.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { sayError } from '../../components/error-text.ts';
import { useNotify } from '../../components/notices.tsx';
import type { OpenAppointment } from '../../office/appointment.ts';
import { useHost } from '../../office/host-context.ts';
import type { OpenItem } from '../../office/open-item.ts';
import { useApi } from '../../queries/api-context.ts';
import {
  type Extent,
  fieldsOf,
  useRefreshAppointments,
  useTrackAppointment,
  useUpdateAppointment,
} from '../../queries/appointments.ts';
import { useChangeVisibility, useRestorePromotion, useSetRegarding, useUntrack } from '../../queries/tracking.ts';
import { useStrings } from '../../strings/strings.ts';
import type { RegardingChoice } from './regarding-wish.ts';

const mostNotes = 10_000;
/** The appointment carries no Message-ID. */
const messageId = null;

/** Every action for the open appointment; each tells its result, and offers to take it back where that can be. */
export const useAppointmentActions = (item: OpenItem) => {
  const strings = useStrings();
  const host = useHost();
  const notify = useNotify();
  const { userId } = useApi();
  const refresh = useRefreshAppointments();
  const tracking = useTrackAppointment();
  const update = useUpdateAppointment();
  const untrack = useUntrack();
  const restore = useRestorePromotion();
  const setRegarding = useSetRegarding();
  const visibility = useChangeVisibility();

  const nothingChanged = (error: unknown) =>
    notify({ intent: 'error', text: `${sayError(error, strings)} ${strings.errorPhrases.nothingChanged}` });
  const settled = async <T>(work: Promise<T>): Promise<T> => {
    const answer = await work;
    await refresh();
    return answer;
  };
  const readAll = async (): Promise<{ open: OpenAppointment; notes: string }> => {
    const notes = await host.readText(item, new AbortController().signal);
    const open = await host.readAppointment(item, 'save');
    return { open, notes: notes.trim().slice(0, mostNotes) };
  };
  const undoOf = ({ trackedBy }: Activity, stood: boolean): (() => Promise<unknown>) | undefined => {
    const own = trackedBy.find(({ user }) => user.id === userId);
    if (own === undefined) return undefined;
    const activity = stood || trackedBy.length > 1 ? 'keep' : 'delete';
    return () => settled(untrack.mutateAsync({ messageId, promotionId: own.promotionId, activity }));
  };

  return {
    busy: tracking.isPending || update.isPending,
    /** `stood`: the CRM had it before. */
    track: (extent: Extent, regarding: readonly NamedRecordRef[], stood: boolean) =>
      readAll()
        .then((read) => tracking.mutateAsync({ ...read, extent, regarding }))
        .then((activity) => {
          const [primary] = activity.regarding;
          const done = primary ? strings.tracking.trackedRegarding(primary.name) : strings.tracking.trackedNow;
          notify({
            intent: 'success',
            text: stood ? strings.appointment.alreadyTracked : done,
            undo: undoOf(activity, stood),
          });
        })
        .catch(nothingChanged),
    update: (activity: Activity, extent: Extent) =>
      host
        .readAppointment(item)
        .then((open) => {
          const { start, end, location = null } = fieldsOf(open, extent);
          const fields = extent === 'series' ? { location } : { start: start ?? null, end: end ?? null, location };
          return update.mutateAsync({ activityId: activity.id, subject: open.subject, fields });
        })
        .then(() => {
          const { subject, fields = {} } = activity;
          const { start = null, end = null, location = null } = fields;
          notify({
            intent: 'success',
            text: strings.appointment.updated,
            undo: () => update.mutateAsync({ activityId: activity.id, subject, fields: { start, end, location } }),
          });
        })
        .catch(nothingChanged),
    untrack: (promotionId: string, activity: 'keep' | 'delete') =>
      settled(untrack.mutateAsync({ messageId, promotionId, activity })).then((answer) => {
        notify({
          intent: 'success',
          text: answer.activity === 'deleted' ? strings.tracking.untrackedDeleted : strings.tracking.untracked,
          undo: () => settled(restore.mutateAsync({ promotionId, messageId })),
        });
      }, nothingChanged),
    setRegarding: (activityId: string, { regarding }: RegardingChoice, before: readonly NamedRecordRef[]) => {
      const set = (chosen: readonly NamedRecordRef[]) =>
        settled(setRegarding.mutateAsync({ messageId, activityId, regarding: chosen, scope: 'message' }));
      return set(regarding).then(() => {
        notify({ intent: 'success', text: strings.tracking.regardingSet, undo: () => set(before) });
      }, nothingChanged);
    },
    changeVisibility: (promotionId: string, next: Activity['visibility'], before: Activity['visibility']) => {
      const change = (to: Activity['visibility']) =>
        settled(visibility.mutateAsync({ messageId, promotionId, visibility: to }));
      return change(next).then(() => {
        notify({ intent: 'success', text: strings.tracking.visibilitySet, undo: () => change(before) });
      }, nothingChanged);
    },
  };
};
