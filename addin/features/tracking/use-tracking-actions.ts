import type { PromotionAnswer } from '#shared/contracts/promotions.ts';
import type { Activity } from '#shared/model/activity.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { sayError } from '../../components/error-text.ts';
import { type Notice, useNotify } from '../../components/notices.tsx';
import { useHost } from '../../office/host-context.ts';
import type { OpenItem } from '../../office/open-item.ts';
import type { PromotionChoices } from '../../queries/promote-item.ts';
import { usePromote } from '../../queries/promote.ts';
import { useChangeVisibility, useRestorePromotion, useSetRegarding, useUntrack } from '../../queries/tracking.ts';
import { type Strings, useStrings } from '../../strings/strings.ts';
import type { RegardingChoice } from './regarding-wish.ts';

/** Every action of the panel for one item; each tells its result and offers to take it back. */
export const useTrackingActions = (item: OpenItem) => {
  const strings = useStrings();
  const host = useHost();
  const notify = useNotifyAbout(item);
  const promote = usePromote(host, item);
  const untrack = useUntrack();
  const restore = useRestorePromotion();
  const setRegarding = useSetRegarding();
  const visibility = useChangeVisibility();
  const messageId = item.internetMessageId;

  const fail = (consequence: string) => (error: unknown) =>
    notify({ intent: 'error', text: `${sayError(error, strings)} ${consequence}` });
  const nothingChanged = fail(strings.errorPhrases.nothingChanged);

  return {
    promotion: promote.data?.kind === 'answered' ? promote.data.answer : null,
    track: (choices: PromotionChoices) =>
      promote.mutateAsync(choices).then((done) => {
        if (done.kind === 'kept') {
          notify({ intent: 'warning', text: strings.offline.keptNow });
          return;
        }
        const { answer, missing } = done;
        notify({
          intent: answer.held || missing.length > 0 ? 'warning' : 'success',
          text: sayPromoted(answer, missing, strings),
          undo: undoPromotion(answer, (promotionId, activity) =>
            untrack.mutateAsync({ messageId, promotionId, activity }),
          ),
        });
      }, fail(strings.errorPhrases.mailUntouched)),
    untrack: (promotionId: string, activity: 'keep' | 'delete') =>
      untrack.mutateAsync({ messageId, promotionId, activity }).then((answer) => {
        void host.mark(item, 'untracked').catch(() => undefined);
        notify({
          intent: 'success',
          text: answer.activity === 'deleted' ? strings.tracking.untrackedDeleted : strings.tracking.untracked,
          undo: () => restore.mutateAsync({ promotionId, messageId }),
        });
      }, nothingChanged),
    setRegarding: (activityId: string, chosen: RegardingChoice, before: readonly NamedRecordRef[]) =>
      setRegarding.mutateAsync({ messageId, activityId, ...chosen }).then(() => {
        notify({
          intent: 'success',
          text: strings.tracking.regardingSet,
          undo: () => setRegarding.mutateAsync({ messageId, activityId, regarding: before, scope: chosen.scope }),
        });
      }, nothingChanged),
    changeVisibility: (promotionId: string, next: Activity['visibility'], before: Activity['visibility']) =>
      visibility.mutateAsync({ messageId, promotionId, visibility: next }).then(() => {
        notify({
          intent: 'success',
          text: strings.tracking.visibilitySet,
          undo: () => visibility.mutateAsync({ messageId, promotionId, visibility: before }),
        });
      }, nothingChanged),
  };
};

/** Tells results of actions; names the mail when another one is on the screen by then. */
const useNotifyAbout = (item: OpenItem): ((notice: Notice) => void) => {
  const host = useHost();
  const notify = useNotify();
  const { pane } = useStrings();
  return (notice) => {
    const here = host.readOpenItem()?.key === item.key;
    notify(here ? notice : { ...notice, text: pane.about(item.subject || pane.noSubject, notice.text) });
  };
};

const sayPromoted = (answer: PromotionAnswer, missing: readonly string[], { tracking }: Strings): string => {
  const primary = answer.activity?.regarding[0];
  const done = answer.held
    ? tracking.heldNow
    : !answer.created
      ? tracking.alreadyTracked
      : primary
        ? tracking.trackedRegarding(primary.name)
        : tracking.trackedNow;
  return missing.length > 0 ? `${done} ${tracking.missingAttachments(missing.join(', '))}` : done;
};

/** Taking back a promotion removes the activity only where this promotion made it. */
const undoPromotion = (
  { promotion, created }: PromotionAnswer,
  untrack: (promotionId: string, activity: 'keep' | 'delete') => Promise<unknown>,
): (() => Promise<unknown>) | undefined =>
  promotion ? () => untrack(promotion.id, created ? 'delete' : 'keep') : undefined;
