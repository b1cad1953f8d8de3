import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { sayError } from '../../components/error-text.ts';
import { Message } from '../../components/message.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useMoment, useStrings } from '../../strings/strings.ts';
import { useTopic } from '../../strings/topics.ts';
import { ChoiceForm } from './choice-form.tsx';
import { useOffline } from './offline-context.ts';
import { QueueSection } from './queue-section.tsx';
import { RecordForm } from './record-form.tsx';
import { RecordSection, type OpenRecord } from './record-section.tsx';

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  quiet: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface OfflinePageProps {
  readonly onBack: () => void;
  /** Whether the same person signed in. */
  readonly signInAnew: () => Promise<boolean>;
}

/** Y12: what is kept here and how it stands, what waits, and the records themselves. */
export const OfflinePage = ({ onBack, signInAnew }: OfflinePageProps) => {
  const styles = useStyles();
  const words = useTopic('offlineRecords');
  const { state } = useOffline();
  const [open, setOpen] = useState<OpenRecord | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const type = state.place?.types.find(({ name }) => name === open?.type);
  if (open !== null && type !== undefined && state.kind === 'open')
    return <RecordForm id={open.id} key={open.id} onBack={() => setOpen(null)} type={type} />;
  return (
    <Page onBack={onBack} title={words.title}>
      {state.kind === 'reading' && <Reading />}
      {state.kind === 'locked' && <Locked signInAnew={signInAnew} />}
      {state.kind === 'off' && (
        <>
          <p className={styles.text}>{words.says}</p>
          <ChoiceForm onDone={() => undefined} />
        </>
      )}
      {state.kind === 'open' && (
        <>
          {isChoosing ? (
            <ChoiceForm onDone={() => setChoosing(false)} />
          ) : (
            <Standing onChoose={() => setChoosing(true)} />
          )}
          <QueueSection />
          <RecordSection onOpen={setOpen} />
        </>
      )}
      <p className={styles.quiet}>{words.where}</p>
      <p className={styles.quiet}>{words.apart}</p>
      <p className={styles.quiet}>{words.limits}</p>
    </Page>
  );
};

/** Where it takes no end, the browser keeps nothing. */
const Reading = () => {
  const words = useTopic('offlineRecords');
  return 'indexedDB' in globalThis ? <TextSkeleton lines={3} /> : <Message intent="warning">{words.noStorage}</Message>;
};

const Locked = ({ signInAnew }: Pick<OfflinePageProps, 'signInAnew'>) => {
  const strings = useStrings();
  const words = useTopic('offlineRecords');
  const notify = useNotify();
  const { records } = useOffline();
  const unlock = async () => {
    try {
      if (await signInAnew()) {
        await records.unlock();
        await records.synchronize();
      } else notify({ intent: 'warning', text: words.stillLocked });
    } catch (error) {
      notify({ intent: 'error', text: sayError(error, strings) });
    }
  };
  return (
    <Section title={words.lockedTitle}>
      <Message intent="warning">{words.locked}</Message>
      <Button appearance="primary" onClick={() => void unlock()}>
        {words.unlock}
      </Button>
    </Section>
  );
};

const Standing = ({ onChoose }: { readonly onChoose: () => void }) => {
  const styles = useStyles();
  const strings = useStrings();
  const words = useTopic('offlineRecords');
  const moment = useMoment();
  const { records, state } = useOffline();
  const at = state.place?.synchronizedAt ?? null;
  const last = at === null ? words.never : words.last(moment(new Date(at).toISOString()));
  return (
    <Section title={words.choose}>
      <p aria-live="polite" className={styles.text}>
        {words.kept(state.kept.length)} {state.isRunning ? words.running : last}
      </p>
      {state.place?.isFull === true && <Message intent="warning">{words.full}</Message>}
      {state.problem !== null && <Message intent="warning">{sayError(state.problem, strings)}</Message>}
      <div className={styles.row}>
        <Button disabledFocusable={state.isRunning} onClick={() => void records.synchronize()}>
          {words.now}
        </Button>
        <Button onClick={onChoose}>{words.change}</Button>
        <ConfirmDialog
          action={words.stop}
          keep={words.keep}
          onConfirm={() => void records.stop()}
          says={words.stopSays(state.waiting.length)}
          title={words.stopTitle}
        />
      </div>
    </Section>
  );
};
