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
import { useTopic } from '../../strings/topics.ts';
import type { RegardingChoice } from './regarding-wish.ts';

const mostNotes = 10_000;
/** The appointment carries no Message-ID. */
const messageId = null;

/** How each action tells of a failure, and waits until what is shown is asked for anew. */
const useTelling = () => {
  const strings = useStrings();
  const notify = useNotify();
  const refresh = useRefreshAppointments();
  return {
    strings,
    notify,
    nothingChanged: (error: unknown) =>
      notify({ intent: 'error', text: `${sayError(error, strings)} ${strings.errorPhrases.nothingChanged}` }),
    settled: async <T>(work: Promise<T>): Promise<T> => {
      const answer = await work;
      await refresh();
      return answer;
    },
  };
};

/** Takes the appointment, or what it says by now, from Outlook. */
const useTakeFromOutlook = (item: OpenItem) => {
  const { strings, notify, nothingChanged, settled } = useTelling();
  const words = useTopic('appointment');
  const host = useHost();
  const { userId } = useApi();
  const tracking = useTrackAppointment();
  const update = useUpdateAppointment();
  const untrack = useUntrack();
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
  const track = async (extent: Extent, regarding: readonly NamedRecordRef[], stood: boolean) => {
    const activity = await tracking.mutateAsync({ ...(await readAll()), extent, regarding });
    const [primary] = activity.regarding;
    const done = primary ? strings.tracking.trackedRegarding(primary.name) : strings.tracking.trackedNow;
    notify({
      intent: 'success',
      text: stood ? words.alreadyTracked : done,
      undo: undoOf(activity, stood),
    });
  };
  const takeAnew = async ({ id: activityId, subject, fields = {} }: Activity, extent: Extent) => {
    const open = await host.readAppointment(item);
    const now = fieldsOf(open, extent);
    const location = now.location ?? null;
    const times = extent === 'series' ? {} : { start: now.start ?? null, end: now.end ?? null };
    await update.mutateAsync({ activityId, subject: open.subject, fields: { ...times, location } });
    const before = { start: fields.start ?? null, end: fields.end ?? null, location: fields.location ?? null };
    notify({
      intent: 'success',
      text: words.updated,
      undo: () => update.mutateAsync({ activityId, subject, fields: before }),
    });
  };
  return {
    busy: tracking.isPending || update.isPending,
    /** `stood`: the CRM had it before. */
    track: (extent: Extent, regarding: readonly NamedRecordRef[], stood: boolean) =>
      track(extent, regarding, stood).catch(nothingChanged),
    update: (activity: Activity, extent: Extent) => takeAnew(activity, extent).catch(nothingChanged),
  };
};

/** What is done with what is tracked. */
const useChangeTracked = () => {
  const { strings, notify, nothingChanged, settled } = useTelling();
  const untrack = useUntrack();
  const restore = useRestorePromotion();
  const setRegarding = useSetRegarding();
  const visibility = useChangeVisibility();
  const told = async (change: () => Promise<unknown>, text: string, undo: () => Promise<unknown>) => {
    await change();
    notify({ intent: 'success', text, undo });
  };
  return {
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
      return told(
        () => set(regarding),
        strings.tracking.regardingSet,
        () => set(before),
      ).catch(nothingChanged);
    },
    changeVisibility: (promotionId: string, next: Activity['visibility'], before: Activity['visibility']) => {
      const change = (to: Activity['visibility']) =>
        settled(visibility.mutateAsync({ messageId, promotionId, visibility: to }));
      return told(
        () => change(next),
        strings.tracking.visibilitySet,
        () => change(before),
      ).catch(nothingChanged);
    },
  };
};

/** Every action for the open appointment; each tells its result, and offers to take it back where that can be. */
export const useAppointmentActions = (item: OpenItem) => ({ ...useTakeFromOutlook(item), ...useChangeTracked() });
