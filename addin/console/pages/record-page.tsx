import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { CallOutput } from '#shared/contracts/api.ts';
import type { FieldValue } from '#shared/model/record.ts';
import type { RecordRef } from '#shared/model/record-ref.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { sayError } from '../../components/error-text.ts';
import { useNotify } from '../../components/notices.tsx';
import { RecordChip } from '../../components/record-chip.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton, TextSkeleton } from '../../components/skeletons.tsx';
import { useTimeline } from '../../queries/console.ts';
import { useClearBouncing, useRecipientMatches } from '../../queries/emails.ts';
import { useRecordCard } from '../../queries/records.ts';
import { useDay, useStrings } from '../../strings/strings.ts';
import { useConsoleStrings } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { MailboxHistory } from '../history/mailbox-history.tsx';
import { goTo } from '../place.ts';
import { Timeline } from '../timeline.tsx';
import { useFieldLabels } from '../use-field-labels.ts';
import { useTypeLabels } from '../use-type-labels.ts';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

type Card = CallOutput<'getRecordCard'>;

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(240px, 1fr)',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 980px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  aside: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  bounced: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorStatusWarningForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** A record with its timeline: every mail of its people and about it (P19). */
export const RecordPage = ({ record }: { readonly record: RecordRef }) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const card = useRecordCard(record);
  if (card.isError) return <ErrorNotice error={card.error} onRetry={() => void card.refetch()} />;
  if (!card.data) return <TextSkeleton lines={8} />;
  return (
    <>
      <RoomTitle aside={<TypeLink type={record.type} />}>{card.data.record.name}</RoomTitle>
      <div className={styles.columns}>
        <div className={styles.aside}>
          <Section title={words.records.timeline}>
            <RecordTimeline record={record} />
          </Section>
          {card.data.record.addresses.length > 0 && (
            <MailboxHistory about={{ kind: 'record', type: record.type, id: record.id }} />
          )}
        </div>
        <div className={styles.aside}>
          <Facts card={card.data} />
          {card.data.open.length > 0 && (
            <Section title={words.records.openWork}>
              <div className={styles.chips}>
                {card.data.open.map((open) => (
                  <RecordChip key={open.id} onOpen={() => goTo({ room: 'record', record: open })} record={open} />
                ))}
              </div>
            </Section>
          )}
        </div>
      </div>
    </>
  );
};

const TypeLink = ({ type }: { readonly type: string }) => {
  const labelOf = useTypeLabels();
  return <GoLink to={{ room: 'records', type }}>{labelOf(type)}</GoLink>;
};

const RecordTimeline = ({ record }: { readonly record: RecordRef }) => {
  const words = useConsoleStrings();
  const list = useTimeline({ party: record });
  if (list.isError) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <RowsSkeleton rows={5} />;
  const activities = list.data.pages.flatMap(({ items }) => items);
  if (activities.length === 0)
    return (
      <EmptyState icon="mail" title={words.records.timelineEmptyTitle}>
        {words.records.timelineEmpty}
      </EmptyState>
    );
  return (
    <>
      <Timeline activities={activities} />
      <MoreButton pages={list} />
    </>
  );
};

const FieldText = ({ value }: { readonly value: FieldValue }) => {
  const words = useConsoleStrings();
  if (typeof value === 'boolean') return <>{value ? words.yes : words.no}</>;
  if (value !== null && typeof value === 'object') return <ReferenceText record={value} />;
  return <>{String(value)}</>;
};

/** Another record by its name; by the beginning of its id until that is known, or where it may not be. */
const ReferenceText = ({ record }: { readonly record: RecordRef }) => {
  const card = useRecordCard(record);
  return <GoLink to={{ room: 'record', record }}>{card.data?.record.name ?? record.id.slice(0, 8)}</GoLink>;
};

const Facts = ({ card }: { readonly card: Card }) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const { people } = useStrings();
  const labelOf = useFieldLabels();
  const { record, account } = card;
  const fields = Object.entries(record.fields).filter(([field, value]) => value !== null && field !== 'account');
  return (
    <Section title={words.records.facts}>
      <dl className={styles.facts}>
        {account !== null && (
          <>
            <dt className={styles.term}>{people.card.account}</dt>
            <dd className={styles.value}>
              <GoLink to={{ room: 'record', record: account }}>{account.name}</GoLink>
            </dd>
          </>
        )}
        {record.addresses.map(({ address }) => (
          <Fact key={address} term={people.card.address}>
            {address}
            <BounceMark address={address} />
          </Fact>
        ))}
        {fields.map(([field, value]) => (
          <Fact key={field} term={labelOf(record.type, field)}>
            <FieldText value={value} />
          </Fact>
        ))}
        {record.owner !== null && <Fact term={words.records.owner}>{record.owner.name}</Fact>}
      </dl>
      {!record.active && <span className={styles.quiet}>{people.card.inactive}</span>}
    </Section>
  );
};

/** S12: mail to the address came back for good; a person who knows better clears the mark. */
const BounceMark = ({ address }: { readonly address: string }) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const strings = useStrings();
  const day = useDay();
  const notify = useNotify();
  const clear = useClearBouncing();
  const bounced = useRecipientMatches([address]).data?.[0]?.bounced;
  if (bounced === undefined) return null;
  return (
    <div className={styles.bounced}>
      {words.mail.bouncedOn(day(bounced.since))}
      {bounced.statusCode !== null && ` (${bounced.statusCode})`}
      <Button
        aria-label={words.records.takesMailAgainAt(address)}
        onClick={() =>
          clear.mutate(address, {
            onSuccess: () => notify({ intent: 'success', text: words.records.trusted }),
            onError: (error) => notify({ intent: 'error', text: sayError(error, strings) }),
          })
        }
        size="small"
      >
        {words.records.takesMailAgain}
      </Button>
    </div>
  );
};

const Fact = ({ term, children }: { readonly term: string; readonly children: React.ReactNode }) => {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{children}</dd>
    </>
  );
};
