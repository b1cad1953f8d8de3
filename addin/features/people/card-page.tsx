import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon, iconOfType } from '../../components/icons.tsx';
import { Page } from '../../components/page.tsx';
import { RecordChip } from '../../components/record-chip.tsx';
import { Section } from '../../components/section.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { usePin, useRecordCard } from '../../queries/records.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';
import type { CallOutput } from '#shared/contracts/api.ts';

type Card = CallOutput<'getRecordCard'>;

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    alignItems: 'center',
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  address: { margin: 0, overflowWrap: 'anywhere', gridColumnStart: 2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  kind: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
  },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  line: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  quiet: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

interface CardPageProps {
  readonly record: NamedRecordRef;
  readonly address: string;
  readonly onBack: () => void;
  readonly onOpen: (record: NamedRecordRef) => void;
}

/** P4: the quick card of a record: who it is, what is open, what came last. */
export const CardPage = ({ record, address, onBack, onOpen }: CardPageProps) => {
  const card = useRecordCard(record);
  return (
    <Page onBack={onBack} title={record.name}>
      {card.isError ? (
        <ErrorNotice error={card.error} onRetry={() => void card.refetch()} />
      ) : card.data ? (
        <CardBody address={address} card={card.data} onOpen={onOpen} />
      ) : (
        <TextSkeleton lines={6} />
      )}
    </Page>
  );
};

const CardBody = ({ card, address, onOpen }: { readonly card: Card } & Pick<CardPageProps, 'address' | 'onOpen'>) => {
  const styles = useStyles();
  const { people, regarding } = useStrings();
  const pin = usePin();
  const { record, pinned } = card;
  const typeName = (regarding.types as Readonly<Record<string, string>>)[record.type] ?? record.type;
  return (
    <>
      <div className={styles.row}>
        <span className={styles.kind}>
          <Icon name={iconOfType(record.type)} size={16} />
          {typeName}
          {!record.active && ` · ${people.card.inactive}`}
        </span>
        <Button
          appearance="subtle"
          aria-label={pinned ? regarding.unpin(record.name) : regarding.pin(record.name)}
          aria-pressed={pinned}
          icon={<Icon filled={pinned} name="pin" size={16} />}
          onClick={() => pin.mutate({ type: record.type, id: record.id, pinned: !pinned })}
          size="small"
        />
        <TextLink href={address} to="outside">
          {people.card.openInCrm}
        </TextLink>
      </div>
      <Facts card={card} onOpen={onOpen} />
      <Section title={people.card.open}>
        {card.open.length === 0 ? (
          <p className={styles.quiet}>{people.card.nothingOpen}</p>
        ) : (
          <ul className={styles.list}>
            {card.open.map((one) => (
              <li className={styles.row} key={`${one.type}:${one.id}`}>
                <RecordChip onOpen={onOpen} record={one} />
                {one.status !== null && <span className={styles.quiet}>{one.status}</span>}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <LastActivities card={card} />
    </>
  );
};

const Facts = ({ card, onOpen }: { readonly card: Card; readonly onOpen: CardPageProps['onOpen'] }) => {
  const styles = useStyles();
  const { people } = useStrings();
  const { account, phone, record } = card;
  return (
    <dl className={styles.facts}>
      {account && (
        <>
          <dt className={styles.term}>{people.card.account}</dt>
          <dd className={styles.value}>
            <RecordChip onOpen={onOpen} record={account} />
          </dd>
        </>
      )}
      {phone !== null && (
        <>
          <dt className={styles.term}>{people.card.phone}</dt>
          <dd className={styles.value}>
            <TextLink href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</TextLink>
          </dd>
        </>
      )}
      {record.addresses.length > 0 && (
        <>
          <dt className={styles.term}>{people.card.address}</dt>
          {record.addresses.map(({ address }) => (
            <dd className={styles.address} key={address}>
              {address}
            </dd>
          ))}
        </>
      )}
    </dl>
  );
};

const LastActivities = ({ card }: { readonly card: Card }) => {
  const styles = useStyles();
  const { people, pane } = useStrings();
  const moment = useMoment();
  return (
    <Section title={people.card.last}>
      {card.lastActivities.length === 0 ? (
        <p className={styles.quiet}>{people.card.noneYet}</p>
      ) : (
        <ul className={styles.list}>
          {card.lastActivities.map(({ id, subject, sentAt, regarding }) => (
            <li className={styles.line} key={id}>
              <span>{subject || pane.noSubject}</span>
              <span className={styles.quiet}>
                {[sentAt === null ? '' : moment(sentAt), regarding?.name ?? ''].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
};
