import { makeStyles, tokens } from '@fluentui/react-components';
import { shownValues } from '#shared/offline/waiting-change.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Icon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import type { WaitingRecord } from '../../offline/records/database.ts';
import { useStrings } from '../../strings/strings.ts';
import { useTopic } from '../../strings/topics.ts';
import { ConflictForm } from './conflict-form.tsx';
import { nameOf } from './field-words.ts';
import { useOffline } from './offline-context.ts';

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  row: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS },
  name: { display: 'block', fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  says: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  act: { marginTop: tokens.spacingVerticalXS },
});

/** What waits for the server, record by record, with the decisions that only the person can make. */
export const QueueSection = () => {
  const styles = useStyles();
  const words = useTopic('offlineRecords');
  const { state } = useOffline();
  return (
    <Section title={words.queue}>
      {state.waiting.length === 0 ? (
        <p className={styles.text}>{words.nothingWaits}</p>
      ) : (
        <ul className={styles.list}>
          {state.waiting.map((row) => (
            <li key={`${row.type} ${row.id}`}>
              <QueueRow row={row} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
};

const QueueRow = ({ row }: { readonly row: WaitingRecord }) => {
  const styles = useStyles();
  const words = useTopic('offlineRecords');
  const errors = useStrings().errors as Readonly<Record<string, string>>;
  const { records } = useOffline();
  const { change } = row;
  const name = nameOf(shownValues(change.base, change), change) || nameOf(change.handedOver?.values ?? {}, null);
  const { state } = change;
  const reason = state.kind === 'refused' ? [errors[state.code] ?? state.code, ...state.details].join(' ') : '';
  return (
    <div className={styles.row}>
      <Icon name={state.kind === 'waiting' ? 'clock' : 'hold'} />
      <div>
        <span className={styles.name}>{name}</span>
        <p className={styles.says}>
          {words.wish[change.wish]}
          {state.kind === 'waiting' && ` · ${words.isWaiting}`}
        </p>
        {state.kind === 'refused' && <p className={styles.says}>{words.refused(reason)}</p>}
        {state.kind === 'conflict' && (
          <ConflictForm conflict={state.conflict} key={change.revision} name={name} row={row} />
        )}
        <div className={styles.act}>
          <ConfirmDialog
            action={words.discard}
            keep={words.back}
            label={words.discardOne(name)}
            onConfirm={() => void records.discard(row)}
            says={words.discardSays}
            size="small"
            title={words.discardTitle}
          />
        </div>
      </div>
    </div>
  );
};
