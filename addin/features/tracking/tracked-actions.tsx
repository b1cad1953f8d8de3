import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Suspense, lazy, useState } from 'react';
import type { Tracking } from '#shared/contracts/promotions.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { RecordChip } from '../../components/record-chip.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useStrings } from '../../strings/strings.ts';
import type { PickRegarding } from './regarding-wish.ts';
import type { useTrackingActions } from './use-tracking-actions.ts';

const TrackedMore = lazy(() => import('./tracked-more.tsx').then((module) => ({ default: module.TrackedMore })));
const UntrackDialog = lazy(() => import('./untrack-dialog.tsx').then((module) => ({ default: module.UntrackDialog })));
const TrackedOptions = lazy(() =>
  import('./tracked-options.tsx').then((module) => ({ default: module.TrackedOptions })),
);

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  label: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3, fontWeight: 'inherit' },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  chip: { maxWidth: '100%', minWidth: 0 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  offer: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    alignItems: 'center',
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase200,
  },
  offerText: { flexGrow: 1, flexBasis: '60%' },
});

interface TrackedActionsProps {
  readonly tracking: Tracking;
  readonly actions: Pick<ReturnType<typeof useTrackingActions>, 'setRegarding' | 'untrack' | 'changeVisibility'>;
  /** Absent: that of a mail. */
  readonly untrackTitle?: string;
  readonly pickRegarding: PickRegarding;
  readonly onOpenRecord: (record: NamedRecordRef) => void;
  readonly activityAddress: (activityId: string) => string;
}

/** What a tracked mail regards, and changing or taking back what was done. */
export const TrackedActions = (props: TrackedActionsProps) => {
  const { tracking, actions, pickRegarding, onOpenRecord, activityAddress } = props;
  const styles = useStyles();
  const { tracking: words } = useStrings();
  const [asking, setAsking] = useState<'not yet' | 'now' | 'answered'>('not yet');
  const { activity, activityId, promotionId } = tracking;

  const change = async () => {
    const picked = await pickRegarding({ chosen: tracking.regarding, for: 'change' });
    if (picked && activityId) await actions.setRegarding(activityId, picked, tracking.regarding);
  };
  const answerUntrack = (answer: 'keep' | 'delete' | null) => {
    setAsking('answered');
    if (answer && promotionId) void actions.untrack(promotionId, answer);
  };

  return (
    <div className={styles.block}>
      <h2 className={styles.label}>{words.regarding}</h2>
      <Regardings onOpen={onOpenRecord} regarding={tracking.regarding} />
      {activityId && <Offer actions={actions} activityId={activityId} tracking={tracking} />}
      <div className={styles.row}>
        <Button onClick={() => void change()} size="small">
          {tracking.regarding.length > 0 ? words.changeRegarding : words.setRegarding}
        </Button>
        {promotionId && (
          <Button onClick={() => setAsking('now')} size="small">
            {words.untrack}
          </Button>
        )}
        {activityId && (
          <TextLink href={activityAddress(activityId)} size="small" to="outside">
            {words.open}
          </TextLink>
        )}
      </div>
      {activityId && (
        <Suspense>
          <TrackedMore {...props} activityId={activityId} />
        </Suspense>
      )}
      {promotionId && activity && (
        <Disclosure title={words.options}>
          {() => (
            <Suspense>
              <TrackedOptions
                onChange={(next) => void actions.changeVisibility(promotionId, next, activity.visibility)}
                visibility={activity.visibility}
              />
            </Suspense>
          )}
        </Disclosure>
      )}
      {asking !== 'not yet' && (
        <Suspense>
          <UntrackDialog
            onAnswer={answerUntrack}
            open={asking === 'now'}
            title={props.untrackTitle ?? words.untrackTitle}
            others={tracking.trackedBy.filter((one) => one.promotionId !== promotionId)}
          />
        </Suspense>
      )}
    </div>
  );
};

const Regardings = ({
  regarding,
  onOpen,
}: {
  readonly regarding: readonly NamedRecordRef[];
  readonly onOpen: (record: NamedRecordRef) => void;
}) => {
  const styles = useStyles();
  const { tracking: words } = useStrings();
  if (regarding.length === 0) return <span>{words.noRegarding}</span>;
  return (
    <ul className={styles.chips}>
      {regarding.map((record, at) => (
        <li className={styles.chip} key={`${record.type}:${record.id}`}>
          <RecordChip onOpen={onOpen} primary={at === 0 && regarding.length > 1} record={record} />
        </li>
      ))}
    </ul>
  );
};

/** C7: the conversation's regarding is old or its subject changed, so the person decides. */
const Offer = ({
  tracking,
  activityId,
  actions,
}: Pick<TrackedActionsProps, 'tracking' | 'actions'> & { readonly activityId: string }) => {
  const styles = useStyles();
  const { tracking: words } = useStrings();
  const { offeredRegarding, regarding } = tracking;
  const open = offeredRegarding.filter(
    (offered) => !regarding.some(({ type, id }) => type === offered.type && id === offered.id),
  );
  if (open.length === 0) return null;
  const use = () =>
    void actions.setRegarding(activityId, { regarding: [...regarding, ...open], scope: 'message' }, regarding);
  return (
    <div className={styles.offer}>
      <span className={styles.offerText}>{words.offered(open.map(({ name }) => name).join(', '))}</span>
      <Button onClick={use} size="small">
        {words.useOffered}
      </Button>
    </div>
  );
};
