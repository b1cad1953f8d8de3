import { Button, Checkbox, Switch, makeStyles, tokens } from '@fluentui/react-components';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { RecordChip } from '../../components/record-chip.tsx';
import { Section } from '../../components/section.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useApi } from '../../queries/api-context.ts';
import { useStrings } from '../../strings/strings.ts';
import type { DraftSender } from './draft-sender.ts';
import type { TrackedDraft } from './track-draft.ts';
import type { DraftTracking } from './use-draft-tracking.ts';

const useStyles = makeStyles({
  says: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
});

interface ComposePanelProps {
  readonly tracking: DraftTracking;
  /** Lets the person choose records; null when they went back. */
  readonly pickRegarding: (chosen: readonly NamedRecordRef[]) => Promise<readonly NamedRecordRef[] | null>;
  readonly onOpenRecord: (record: NamedRecordRef) => void;
}

/** P7: whether the mail will be tracked when it is sent, what it will regard, and how the server learns of the sending. */
export const ComposePanel = (props: ComposePanelProps) => {
  const { tracking } = props;
  const styles = useStyles();
  const { compose, errorPhrases } = useStrings();
  const { tracked, opening } = tracking;
  return (
    <Section heading="spoken" title={compose.title}>
      {tracking.openingError !== null ? (
        <ErrorNotice consequence={compose.goesOutUntracked} error={tracking.openingError} onRetry={tracking.retry} />
      ) : opening === undefined ? (
        <TextSkeleton lines={3} />
      ) : (
        <>
          <div aria-live="polite">
            <Switch
              checked={tracked !== null}
              disabled={tracking.isBusy}
              label={compose.track}
              onChange={(_event, { checked }) => (checked ? tracking.switchOn(null) : tracking.switchOff())}
            />
            <p className={styles.says}>{tracked === null ? compose.offSays : compose.onSays}</p>
          </div>
          {opening.answers !== null && tracked !== null && (
            <p className={styles.says}>{compose.proposed(opening.answers.subject)}</p>
          )}
          {tracked !== null && <SenderNote sender={tracked.sender} />}
          {tracked !== null && <Chosen {...props} tracked={tracked} />}
          {tracked !== null && <WayNote tracked={tracked} tracking={tracking} />}
          {tracking.error !== null && <ErrorNotice consequence={errorPhrases.nothingChanged} error={tracking.error} />}
        </>
      )}
    </Section>
  );
};

/** P13: says in whose name the mail is tracked where that is not simply one's own. */
const SenderNote = ({ sender }: { readonly sender: DraftSender }) => {
  const styles = useStyles();
  const { userId } = useApi();
  const { compose } = useStrings();
  const { user, actor } = sender;
  if (actor === undefined) return null;
  return (
    <p className={styles.says}>
      {user.id === userId ? compose.writtenBy(actor.name) : compose.writtenFor(user.name, actor.name)}
    </p>
  );
};

const Chosen = ({
  tracked,
  tracking,
  pickRegarding,
  onOpenRecord,
}: ComposePanelProps & { readonly tracked: TrackedDraft }) => {
  const styles = useStyles();
  const { tracking: words } = useStrings();
  const { regarding } = tracked;
  const choose = async () => {
    const picked = await pickRegarding(regarding);
    if (picked) tracking.setRegarding(picked);
  };
  return (
    <>
      {regarding.length > 0 && (
        <ul aria-label={words.regarding} className={styles.chips}>
          {regarding.map((record, at) => (
            <li key={`${record.type}:${record.id}`}>
              <RecordChip onOpen={onOpenRecord} primary={at === 0 && regarding.length > 1} record={record} />
            </li>
          ))}
        </ul>
      )}
      <Button disabledFocusable={tracking.isBusy} onClick={() => void choose()}>
        {regarding.length === 0 ? words.setRegarding : words.changeRegarding}
      </Button>
    </>
  );
};

interface WayNoteProps {
  readonly tracked: TrackedDraft;
  readonly tracking: DraftTracking;
}

/** Says plainly which way is used, and offers the visible blind copy where nothing tells of the sending. */
const WayNote = ({ tracked, tracking }: WayNoteProps) => {
  const styles = useStyles();
  const { compose } = useStrings();
  const { dropAddress, way } = tracked;
  return (
    <>
      <p className={styles.says}>{compose.way[way]}</p>
      {way !== 'sendEvent' && dropAddress !== null && (
        <Checkbox
          checked={way === 'dropAddress'}
          disabled={tracking.isBusy}
          label={compose.dropCopy(dropAddress)}
          onChange={(_event, { checked }) => tracking.setWay(checked === true ? 'dropAddress' : 'sentItem')}
        />
      )}
    </>
  );
};
