import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Suspense, lazy, useState } from 'react';
import type { Tracking } from '#shared/contracts/promotions.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import type { OpenItem } from '../../office/open-item.ts';
import { useApi } from '../../queries/api-context.ts';
import { useIsPromoting } from '../../queries/promote.ts';
import { trackingOf, useTracking } from '../../queries/tracking.ts';
import { type Strings, useMoment, useStrings } from '../../strings/strings.ts';
import type { BeforeChoices } from './before-options.tsx';
import type { PickRegarding } from './regarding-wish.ts';
import { sayTrackedBy } from './say-tracked-by.ts';
import { StateStrip } from './state-strip.tsx';
import { TrackedActions } from './tracked-actions.tsx';
import { useCategoryMark } from './use-category-mark.ts';
import { useTrackingActions } from './use-tracking-actions.ts';
import { Why } from './why.tsx';

const BeforeOptions = lazy(() => import('./before-options.tsx').then((module) => ({ default: module.BeforeOptions })));

const useStyles = makeStyles({
  actions: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  hint: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

interface TrackingPanelProps {
  readonly item: OpenItem;
  /** Whose mailbox it is, when not one's own. */
  readonly principal: string | null;
  readonly pickRegarding: PickRegarding;
  readonly onOpenRecord: (record: NamedRecordRef) => void;
  readonly activityAddress: (activityId: string) => string;
}

/** The state of the open mail and what can be done about it. Give it the item's key as `key`. */
export const TrackingPanel = (props: TrackingPanelProps) => {
  const { item } = props;
  const strings = useStrings();
  const query = useTracking(item.internetMessageId);
  const actions = useTrackingActions(item);
  const tracking = query.data ?? (actions.promotion ? trackingOf(actions.promotion) : unknownState(item, strings));
  useCategoryMark(item, tracking);

  return (
    <Section heading="spoken" title={strings.tracking.track}>
      {query.isError && !query.data ? (
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      ) : tracking ? (
        <Known {...props} actions={actions} tracking={tracking} />
      ) : (
        <TextSkeleton lines={3} />
      )}
    </Section>
  );
};

interface KnownProps extends TrackingPanelProps {
  readonly tracking: Tracking;
  readonly actions: ReturnType<typeof useTrackingActions>;
}

const Known = (props: KnownProps) => {
  const { item, tracking, actions } = props;
  const { userId } = useApi();
  const strings = useStrings();
  const moment = useMoment();
  const busy = useIsPromoting(item);
  const says = {
    untracked: item.internetMessageId === null ? strings.tracking.unknownSays : strings.tracking.untrackedSays,
    pending: strings.tracking.pendingSays,
    tracked: sayTrackedBy(tracking.trackedBy, userId, { strings, moment }),
    failed: strings.tracking.heldSays,
  }[tracking.state];
  return (
    <>
      <StateStrip busy={busy} says={says} state={tracking.state} />
      {tracking.state === 'tracked' && (
        <TrackedActions
          actions={actions}
          activityAddress={props.activityAddress}
          onOpenRecord={props.onOpenRecord}
          pickRegarding={props.pickRegarding}
          tracking={tracking}
        />
      )}
      {needsTracking(tracking) && <TrackButtons {...props} busy={busy} />}
      <Why tracking={tracking} />
    </>
  );
};

const needsTracking = ({ state, promotionId }: Tracking): boolean =>
  state === 'untracked' || (state === 'tracked' && promotionId === undefined);

const TrackButtons = ({ item, principal, tracking, actions, pickRegarding, busy }: KnownProps & { busy: boolean }) => {
  const styles = useStyles();
  const { tracking: words, pane } = useStrings();
  const [before, setBefore] = useState<BeforeChoices>({ leaveOut: [] });
  const others = tracking.state === 'tracked';
  const track = (regarding?: readonly NamedRecordRef[]) =>
    void actions.track({ ...before, regarding, onBehalfOf: principal });
  const trackRegarding = async () => {
    const picked = await pickRegarding({ chosen: [], for: 'track' });
    if (picked) track(picked.regarding);
  };
  return (
    <div className={styles.actions}>
      <Button appearance="primary" disabledFocusable={busy} onClick={() => track()} size="large">
        {others ? words.trackToo : words.track}
      </Button>
      {!others && (
        <>
          <Button disabledFocusable={busy} onClick={() => void trackRegarding()}>
            {words.setRegarding}
          </Button>
          <Disclosure title={words.options}>
            {() => (
              <Suspense fallback={<span aria-label={pane.loading} />}>
                <BeforeOptions choices={before} item={item} onChange={setBefore} onTrackWithout={() => track([])} />
              </Suspense>
            )}
          </Disclosure>
        </>
      )}
    </div>
  );
};

/** Without an id the server cannot be asked yet; tracking works all the same. */
const unknownState = (item: OpenItem, { tracking }: Strings): Tracking | undefined =>
  item.internetMessageId === null
    ? { state: 'untracked', regarding: [], offeredRegarding: [], trackedBy: [], why: tracking.unknownSays }
    : undefined;
