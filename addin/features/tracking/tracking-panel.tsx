import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Suspense, lazy, useState } from 'react';
import type { Tracking } from '#shared/contracts/promotions.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { isTemporary } from '../../api/api-error.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { sayKept } from '../../components/say-kept.ts';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useKept, useKeptOf } from '../../offline/keeper-context.ts';
import type { KeptPromotion } from '../../offline/kept-promotion.ts';
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
const KeptMail = lazy(() => import('./kept-mail.tsx').then((module) => ({ default: module.KeptMail })));

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
  const isUnreachable = query.isError && !query.data && isTemporary(query.error);
  const tracking =
    query.data ?? (actions.promotion ? trackingOf(actions.promotion) : unknownState(item, isUnreachable, strings));
  useCategoryMark(item, tracking);

  return (
    <Section heading="spoken" title={strings.tracking.track}>
      {query.isError && !tracking ? (
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      ) : tracking ? (
        <Known
          {...props}
          actions={actions}
          onAskAgain={isUnreachable ? () => void query.refetch() : null}
          tracking={tracking}
        />
      ) : (
        <TextSkeleton lines={3} />
      )}
    </Section>
  );
};

interface KnownProps extends TrackingPanelProps {
  readonly tracking: Tracking;
  readonly actions: ReturnType<typeof useTrackingActions>;
  /** The server could not be asked. */
  readonly onAskAgain: (() => void) | null;
}

const Known = (props: KnownProps) => {
  const { item, tracking, actions, onAskAgain } = props;
  const { organizationId } = useApi();
  const kept = useKeptOf(item, organizationId);
  const busy = useIsPromoting(item);
  const { state, says } = useShown(props, kept);
  return (
    <>
      <StateStrip busy={busy} says={says} state={state} />
      {tracking.state === 'tracked' && (
        <TrackedActions
          actions={actions}
          activityAddress={props.activityAddress}
          onOpenRecord={props.onOpenRecord}
          pickRegarding={props.pickRegarding}
          tracking={tracking}
        />
      )}
      {kept && needsTracking(tracking) && (
        <Suspense>
          <KeptMail kept={kept} />
        </Suspense>
      )}
      {!kept && needsTracking(tracking) && <TrackButtons {...props} busy={busy} />}
      {onAskAgain ? <AskAgain onAskAgain={onAskAgain} /> : <Why tracking={tracking} />}
    </>
  );
};

/** What the strip tells: what the server says, unless this Outlook knows more of the mail than it could be told. */
const useShown = ({ item, tracking, onAskAgain }: KnownProps, kept: KeptPromotion | null) => {
  const { userId } = useApi();
  const { sendingId } = useKept();
  const strings = useStrings();
  const moment = useMoment();
  if (kept && needsTracking(tracking)) return sayKept(kept, sendingId, strings);
  if (onAskAgain) return { state: 'unknown' as const, says: strings.offline.unknownSays };
  const says = {
    untracked: item.internetMessageId === null ? strings.tracking.unknownSays : strings.tracking.untrackedSays,
    pending: strings.tracking.pendingSays,
    tracked: sayTrackedBy(tracking.trackedBy, userId, { strings, moment }),
    failed: strings.tracking.heldSays,
  }[tracking.state];
  return { state: tracking.state, says };
};

const AskAgain = ({ onAskAgain }: { readonly onAskAgain: () => void }) => {
  const { errorPhrases } = useStrings();
  return (
    <Button appearance="subtle" onClick={onAskAgain} size="small">
      {errorPhrases.tryAgain}
    </Button>
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

/** Without an id, or a connection, the server cannot be asked yet; tracking works all the same. */
const unknownState = (item: OpenItem, isUnreachable: boolean, { tracking }: Strings): Tracking | undefined =>
  item.internetMessageId === null || isUnreachable
    ? { state: 'untracked', regarding: [], offeredRegarding: [], trackedBy: [], why: tracking.unknownSays }
    : undefined;
