import { Badge, Button, ProgressBar, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { mappingOf } from '../../components/mapping-of.ts';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { isBusy, type SyncAccount, useEnableSync, useSyncStep, useTestSync } from '../../queries/synchronization.ts';
import { useExactMoment, useStrings } from '../../strings/strings.ts';
import { useSyncWords } from '../console-strings.ts';
import { MappingDialog } from '../mailboxes/mapping-dialog.tsx';
import { ConnectForm } from './connect-form.tsx';
import { stepsOf } from './steps-of.ts';
import { SyncSteps } from './sync-steps.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  says: { margin: 0, maxWidth: '70ch', overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

const colors = {
  new: 'informative',
  working: 'success',
  failing: 'warning',
  asking: 'warning',
  stopped: 'danger',
} as const satisfies Record<SyncAccount['health']['state'], string>;

interface AccountProps {
  readonly account: SyncAccount;
}

const StateBadge = ({ account: { enabled, health } }: AccountProps) => {
  const words = useSyncWords().state;
  if (!enabled)
    return (
      <Badge appearance="outline" color="informative">
        {words.off}
      </Badge>
    );
  return (
    <Badge appearance="tint" color={colors[health.state]}>
      {words.states[health.state]}
    </Badge>
  );
};

/** When it was, when it will be, and how much is linked. */
const Standing = ({ account }: AccountProps) => {
  const styles = useStyles();
  const { state: words, kinds } = useSyncWords();
  const { serverSays } = useStrings();
  const moment = useExactMoment();
  const { enabled, health, nextCycleAt, linked } = account;
  const busy = isBusy(account);
  return (
    <>
      <p className={styles.says}>
        {health.lastCycleAt === null ? words.never : words.last(moment(health.lastCycleAt))}{' '}
        {enabled && !busy && nextCycleAt !== null && words.next(moment(nextCycleAt))}
        {enabled && nextCycleAt === null && !busy && words.waits}
      </p>
      <p className={styles.quiet}>
        {linked.map(({ kind, count }) => words.linked(kinds[kind], String(count))).join(' · ')}
      </p>
      {health.problem !== null && <Message intent="warning">{serverSays(health.problem)}</Message>}
    </>
  );
};

/** Y9: says so while a cycle is under way, and once when it has come to its end. */
const Progress = ({ account }: AccountProps) => {
  const styles = useStyles();
  const words = useSyncWords().state;
  const busy = isBusy(account);
  const was = useRef(busy);
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (was.current && !busy) setDone(true);
    if (busy) setDone(false);
    was.current = busy;
  }, [busy]);
  return (
    <div aria-live="polite">
      {busy && (
        <>
          <p className={styles.says}>{words.busy}</p>
          <ProgressBar aria-label={words.busy} />
        </>
      )}
      {!busy && done && account.health.state === 'working' && <p className={styles.says}>{words.done}</p>}
    </div>
  );
};

const SwitchLabel = ({ isEnabled, isPending }: { readonly isEnabled: boolean; readonly isPending: boolean }) => {
  const words = useSyncWords().state;
  if (isEnabled) return words.disable;
  return isPending ? words.testing : words.enable;
};

interface SwitchesProps extends AccountProps {
  readonly enable: ReturnType<typeof useEnableSync>;
  readonly test: ReturnType<typeof useTestSync>;
}

/** What an Outlook synchronizes can be ended here, and is begun and tried in its pane alone. */
const Switches = ({ account: { enabled, runsIn }, enable, test }: SwitchesProps) => {
  const words = useSyncWords().state;
  const isByServer = runsIn === 'server';
  return (
    <>
      {(isByServer || enabled) && (
        <Button
          appearance={enabled ? 'secondary' : 'primary'}
          disabledFocusable={enable.isPending}
          onClick={() => enable.mutate({ enabled: !enabled })}
        >
          <SwitchLabel isEnabled={enabled} isPending={enable.isPending} />
        </Button>
      )}
      {isByServer && (
        <Button disabledFocusable={test.isPending} onClick={() => test.mutate()}>
          {test.isPending ? words.testing : words.test}
        </Button>
      )}
    </>
  );
};

/** How it goes, and what can be done with the whole of it. */
export const StateSection = ({ account }: AccountProps) => {
  const styles = useStyles();
  const words = useSyncWords().state;
  const notify = useNotify();
  const step = useSyncStep();
  const enable = useEnableSync();
  const test = useTestSync();
  const [isChanging, setChanging] = useState(false);
  const steps = stepsOf(enable.error) ?? test.data?.steps ?? null;
  const isByServer = account.runsIn === 'server';
  const failed = [step, enable, test].find(
    (one) => one.isError && stepsOf(one.error) === null && mappingOf(one.error) === null,
  );
  return (
    <Section title={words.title}>
      <div className={styles.row}>
        <strong className={styles.says}>{words.at(account.user, new URL(account.url).host)}</strong>
        <StateBadge account={account} />
      </div>
      {!isByServer && <p className={styles.quiet}>{words.byOutlook}</p>}
      <Standing account={account} />
      <Progress account={account} />
      <div className={styles.row}>
        {account.enabled && (
          <Button
            appearance="primary"
            disabledFocusable={step.isPending || isBusy(account)}
            onClick={() => step.mutate({ kind: 'now' })}
          >
            {words.now}
          </Button>
        )}
        <Switches account={account} enable={enable} test={test} />
        <Button aria-expanded={isChanging} onClick={() => setChanging(!isChanging)}>
          {words.change}
        </Button>
        <ConfirmDialog
          action={words.remove}
          keep={words.keep}
          onConfirm={() =>
            step.mutate({ kind: 'disconnect' }, { onSuccess: () => notify({ intent: 'success', text: words.removed }) })
          }
          says={words.removeSays}
          title={words.removeTitle}
        />
      </div>
      {isChanging && (
        <ConnectForm key={account.version} onDone={() => setChanging(false)} stands={isByServer ? account : null} />
      )}
      {failed && <ErrorNotice error={failed.error} />}
      <MappingDialog
        error={enable.error}
        onNo={enable.reset}
        onYes={() => enable.mutate({ enabled: true, takeOver: true })}
      />
      <div aria-live="polite">{steps !== null && <SyncSteps steps={steps} />}</div>
    </Section>
  );
};
