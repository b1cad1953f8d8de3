import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sayError } from '../../components/error-text.ts';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useApi } from '../../queries/api-context.ts';
import { useDevices } from '../../queries/devices.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';
import { useTopic } from '../../strings/topics.ts';
import { useSynchronizer } from '../../synchronization/current.ts';
import { problemOf } from '../../synchronization/problem-of.ts';
import { type OutlookSync, type Synchronizer, type SynchronizerState } from '../../synchronization/synchronizer.ts';
import { MissingKinds, synchronizedKinds, useKindNames } from './outlook-sync-kinds.tsx';
import { OutlookSyncOffer } from './outlook-sync-offer.tsx';

const useStyles = makeStyles({
  text: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

interface OutlookSyncSectionProps {
  readonly deviceId: string;
  /** Whether IT configured how an Outlook synchronizes by itself. */
  readonly offered: boolean;
  readonly consoleAddress: string;
}

/** I3: who synchronizes contacts, tasks and appointments, what waits and for whom, and letting this Outlook do it. */
export const OutlookSyncSection = ({ deviceId, offered, consoleAddress }: OutlookSyncSectionProps) => {
  const styles = useStyles();
  const words = useTopic('outlookSync');
  const here = useSynchronizer();
  useLookWhenHandsChange(here);
  const known = here?.state.known ?? null;
  if (!offered)
    return (
      <Section title={words.title}>
        <p className={styles.text}>{words.byServer}</p>
      </Section>
    );
  return (
    <Section title={words.title}>
      {here !== null && <Problem consoleAddress={consoleAddress} problem={here.state.problem} />}
      {here === null || known === null ? (
        <Spinner label={words.connecting} labelPosition="after" size="tiny" />
      ) : (
        <Known deviceId={deviceId} known={known} state={here.state} synchronizer={here.synchronizer} />
      )}
    </Section>
  );
};

/** The list of devices may know first that another one synchronizes by now. */
const useLookWhenHandsChange = (here: ReturnType<typeof useSynchronizer>): void => {
  const devices = useDevices();
  const synchronizer = here?.synchronizer;
  const known = here?.state.known;
  const holderId = devices.data?.find(({ synchronizing }) => synchronizing)?.id ?? null;
  const isNews =
    devices.isSuccess && known !== undefined && known !== null && holderId !== (known.holder?.deviceId ?? null);
  useEffect(() => {
    if (isNews) void synchronizer?.look();
  }, [isNews, synchronizer]);
};

interface KnownProps {
  readonly deviceId: string;
  readonly known: OutlookSync;
  readonly state: SynchronizerState;
  readonly synchronizer: Synchronizer;
}

const Known = (props: KnownProps) => {
  const { known, deviceId } = props;
  const isHere = known.holder?.deviceId === deviceId;
  // One that was switched off is begun here anew, and nowhere else.
  const isBegun = known.account?.runsIn === 'outlook' && known.account.enabled;
  if (!isBegun && (isHere || known.account?.runsIn !== 'outlook'))
    return <OutlookSyncOffer isHere={isHere} known={known} synchronizer={props.synchronizer} />;
  return isHere ? <Here {...props} /> : <Elsewhere known={known} />;
};

interface StandingProps {
  readonly account: NonNullable<OutlookSync['account']>;
  readonly isRunning: boolean;
}

/** When it was, when it will be, and what it waits for. */
const Standing = ({ account: { health, nextCycleAt, questions }, isRunning }: StandingProps) => {
  const styles = useStyles();
  const words = useTopic('outlookSync');
  const moment = useMoment();
  const last = health.lastCycleAt === null ? words.never : words.last(moment(health.lastCycleAt));
  return (
    <>
      <p aria-live="polite" className={styles.text}>
        {isRunning ? words.running : last} {!isRunning && nextCycleAt !== null && words.next(moment(nextCycleAt))}
      </p>
      {health.state === 'stopped' && !isRunning && <Message intent="warning">{words.waitsForYou}</Message>}
      {questions.length > 0 && <Message intent="warning">{words.asks}</Message>}
    </>
  );
};

const Here = ({ known, state, synchronizer }: KnownProps) => {
  const styles = useStyles();
  const strings = useStrings();
  const words = useTopic('outlookSync');
  const nameKinds = useKindNames();
  const notify = useNotify();
  const { call } = useApi();
  const client = useQueryClient();
  const stopping = useMutation({
    mutationFn: async () => {
      await call('disconnectMySynchronization', {});
      await synchronizer.synchronize();
    },
    onSuccess: () => notify({ intent: 'success', text: words.stopped }),
    onError: (error) => notify({ intent: 'error', text: sayError(error, strings) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['synchronization'] }),
  });
  return (
    <>
      <p className={styles.text}>{words.here(nameKinds(synchronizedKinds(known)))}</p>
      <MissingKinds known={known} synchronizer={synchronizer} />
      {known.account !== null && <Standing account={known.account} isRunning={state.running} />}
      <div className={styles.row}>
        <Button disabledFocusable={state.running} onClick={() => void synchronizer.synchronize()} size="small">
          {words.now}
        </Button>
        <Button
          appearance="subtle"
          disabledFocusable={state.running || stopping.isPending}
          onClick={() => stopping.mutate()}
          size="small"
        >
          {words.stop}
        </Button>
      </div>
    </>
  );
};

const Elsewhere = ({ known }: Pick<KnownProps, 'known'>) => {
  const { holder, waiting } = known;
  const styles = useStyles();
  const words = useTopic('outlookSync');
  const moment = useMoment();
  const what = useKindNames()(synchronizedKinds(known));
  return (
    <>
      <p className={styles.text}>
        {holder === null ? words.nobody(what) : words.elsewhere(holder.name, what, moment(holder.lastSeen))}
      </p>
      {waiting
        .filter(({ count }) => count > 0)
        .map(({ kind, count }) => {
          const waits = words.waiting[kind](count);
          return (
            <p className={styles.text} key={kind}>
              {holder === null ? words.waits(waits) : words.waitsFor(waits, holder.name)}
            </p>
          );
        })}
    </>
  );
};

/** Why nothing is synchronized here, with the server’s way beside it. */
const Problem = ({ problem, consoleAddress }: { readonly problem: unknown; readonly consoleAddress: string }) => {
  const styles = useStyles();
  const strings = useStrings();
  const words = useTopic('outlookSync');
  if (problem === null) return null;
  const reason = problemOf(problem);
  return (
    <div className={styles.row} role="alert">
      <Message intent="warning">
        {words.notHere} {reason === 'server' ? sayError(problem, strings) : words.problems[reason]}
      </Message>
      {reason === 'notYours' && (
        <TextLink href={`${consoleAddress}/mine`} size="small" to="outside">
          {strings.devices.addresses}
        </TextLink>
      )}
      <TextLink href={consoleAddress} size="small" to="outside">
        {words.useServer}
      </TextLink>
    </div>
  );
};
