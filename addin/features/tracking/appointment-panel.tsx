import { Button, Field, Radio, RadioGroup, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Tracking } from '#shared/contracts/promotions.ts';
import type { Activity } from '#shared/model/activity.ts';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import type { OpenAppointment } from '../../office/appointment.ts';
import type { OpenItem } from '../../office/open-item.ts';
import { useApi } from '../../queries/api-context.ts';
import { type Extent, fieldsOf, useAppointmentTracking } from '../../queries/appointments.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';
import { useTopic } from '../../strings/topics.ts';
import type { PickRegarding } from './regarding-wish.ts';
import { sayTrackedBy } from './say-tracked-by.ts';
import { StateStrip } from './state-strip.tsx';
import { TrackedActions } from './tracked-actions.tsx';
import { useAppointmentActions } from './use-appointment-actions.ts';
import { Why } from './why.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  hint: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

interface AppointmentPanelProps {
  readonly item: OpenItem;
  readonly open: OpenAppointment;
  readonly pickRegarding: PickRegarding;
  readonly onOpenRecord: (record: NamedRecordRef) => void;
  readonly activityAddress: (activityId: string) => string;
}

type Standing = NonNullable<ReturnType<typeof useAppointmentTracking>['data']>;

/** A series is meant as a whole, unless the open one alone is tracked. */
const usualExtent = ({ appointment, series }: Standing): Extent =>
  series !== null && (series.state === 'tracked' || appointment.state !== 'tracked') ? 'series' : 'open';

/** P11: the state of the open appointment, or of its series, and what can be done about it. */
export const AppointmentPanel = (props: AppointmentPanelProps) => {
  const { item, open } = props;
  const { tracking } = useStrings();
  const query = useAppointmentTracking(item.key, open);
  if (query.isError) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Section heading="spoken" title={tracking.track}>
      {query.data === undefined ? <TextSkeleton lines={3} /> : <OfExtent {...props} standing={query.data} />}
    </Section>
  );
};

const OfExtent = (props: AppointmentPanelProps & { readonly standing: Standing }) => {
  const { open, standing } = props;
  const { appointment, series } = standing;
  const [chosen, setChosen] = useState<Extent | null>(null);
  const extent = chosen ?? usualExtent(standing);
  const tracking = extent === 'series' && series !== null ? series : appointment;
  return (
    <>
      {series !== null && <ExtentChoice extent={extent} onChange={setChosen} seriesState={series.state} />}
      <Known {...props} extent={open.repeats === 'series' ? 'series' : extent} tracking={tracking} />
    </>
  );
};

interface ExtentChoiceProps {
  readonly extent: Extent;
  readonly seriesState: Tracking['state'];
  readonly onChange: (extent: Extent) => void;
}

const ExtentChoice = ({ extent, seriesState, onChange }: ExtentChoiceProps) => {
  const styles = useStyles();
  const words = useTopic('appointment');
  return (
    <>
      <Field label={words.extent}>
        <RadioGroup onChange={(_event, { value }) => onChange(value === 'open' ? 'open' : 'series')} value={extent}>
          <Radio label={words.wholeSeries} value="series" />
          <Radio label={words.thisOne} value="open" />
        </RadioGroup>
      </Field>
      {extent === 'open' && <p className={styles.hint}>{seriesState === 'tracked' ? words.beside : words.aloneSays}</p>}
    </>
  );
};

interface KnownProps extends AppointmentPanelProps {
  readonly extent: Extent;
  readonly tracking: Tracking;
}

const Known = (props: KnownProps) => {
  const { item, tracking, activityAddress, onOpenRecord } = props;
  const { userId } = useApi();
  const strings = useStrings();
  const words = useTopic('appointment');
  const moment = useMoment();
  const actions = useAppointmentActions(item);
  const isMine = tracking.promotionId !== undefined;
  const says =
    tracking.state === 'tracked'
      ? sayTrackedBy(tracking.trackedBy, userId, { strings, moment })
      : words.says[tracking.state];
  return (
    <>
      <StateStrip busy={actions.busy} says={says} state={tracking.state} />
      {tracking.state === 'tracked' && (
        <TrackedActions
          actions={actions}
          activityAddress={activityAddress}
          onOpenRecord={onOpenRecord}
          pickRegarding={(wish) => props.pickRegarding({ ...wish, for: 'choose' })}
          tracking={tracking}
          untrackTitle={words.untrackTitle}
        />
      )}
      {isMine && tracking.activity ? (
        <Differing {...props} actions={actions} activity={tracking.activity} />
      ) : (
        <TrackButtons {...props} actions={actions} />
      )}
      <Why tracking={tracking} />
    </>
  );
};

interface WithActions extends KnownProps {
  readonly actions: ReturnType<typeof useAppointmentActions>;
}

const TrackButtons = ({ open, extent, tracking, actions, pickRegarding }: WithActions) => {
  const styles = useStyles();
  const { tracking: words } = useStrings();
  const appointment = useTopic('appointment');
  const others = tracking.state === 'tracked';
  const trackRegarding = async () => {
    const picked = await pickRegarding({ chosen: [], for: 'track' });
    if (picked) await actions.track(extent, picked.regarding, others);
  };
  return (
    <div className={styles.actions}>
      {open.isPrivate && <p className={styles.hint}>{appointment.privateSays}</p>}
      {open.outlookId === null && <p className={styles.hint}>{appointment.savedSays}</p>}
      <Button
        appearance="primary"
        disabledFocusable={actions.busy}
        onClick={() => void actions.track(extent, [], others)}
        size="large"
      >
        {others ? words.trackToo : words.track}
      </Button>
      {!others && (
        <Button disabledFocusable={actions.busy} onClick={() => void trackRegarding()}>
          {words.setRegarding}
        </Button>
      )}
    </div>
  );
};

const sameMoment = (one: unknown, other: unknown): boolean =>
  typeof one === 'string' && typeof other === 'string' ? Date.parse(one) === Date.parse(other) : one === other;

/** What Outlook says otherwise by now; a series is told of too roughly to compare its hours. */
const differs = (open: OpenAppointment, extent: Extent, { subject, fields = {} }: Activity): boolean => {
  const now = fieldsOf(open, extent);
  const times = ['start', 'end'].some((name) => !sameMoment(now[name], fields[name]));
  return (
    open.subject.trim() !== subject.trim() ||
    (now['location'] ?? '') !== (fields['location'] ?? '') ||
    (extent === 'open' && times)
  );
};

/** What a synchronization keeps alike needs no hand. */
const Differing = ({ open, extent, activity, actions }: WithActions & { readonly activity: Activity }) => {
  const styles = useStyles();
  const words = useTopic('appointment');
  if ((activity.fields?.['uid'] ?? '') !== '' || !differs(open, extent, activity)) return null;
  return (
    <div className={styles.actions}>
      <p className={styles.hint}>{words.differs}</p>
      <Button disabledFocusable={actions.busy} onClick={() => void actions.update(activity, extent)} size="small">
        {words.update}
      </Button>
    </div>
  );
};
