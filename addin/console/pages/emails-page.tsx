import { Badge, Button, Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { OutboundStatus } from '#shared/model/outbound-email.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { type EmailLine, useEmails, useUncertainEmails } from '../../queries/emails.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';
import { useMailWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';
import { goTo, type Place } from '../place.ts';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  line: {
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottomStyle: 'none' },
  },
  plain: { margin: 0, padding: 0, listStyleType: 'none' },
  lead: { margin: 0, maxWidth: '70ch' },
  subject: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
});

const statuses = ['draft', 'pendingSend', 'sending', 'sent', 'failed', 'canceled'] as const;

/** Drafts are gone on with; everything else is looked at. */
const placeOf = ({ id, status }: EmailLine): Place =>
  status === 'draft' ? { room: 'write', begin: { kind: 'draft', id } } : { room: 'email', emailId: id };

/** What one wrote here, and where each mail is. */
export const EmailsPage = () => {
  const styles = useStyles();
  const words = useMailWords();
  const [status, setStatus] = useState<OutboundStatus | null>(null);
  const emails = useEmails(status);
  const items = emails.data?.pages.flatMap((page) => page.items) ?? [];
  const write = (
    <Button
      appearance="primary"
      icon={<Icon name="add" />}
      onClick={() => goTo({ room: 'write', begin: { kind: 'new' } })}
    >
      {words.write}
    </Button>
  );
  return (
    <>
      <RoomTitle aside={write}>{words.list.title}</RoomTitle>
      <UncertainSection />
      <Field label={words.list.filter}>
        <Select
          onChange={(_event, { value }) => setStatus(statuses.find((one) => one === value) ?? null)}
          value={status ?? ''}
        >
          <option value="">{words.list.all}</option>
          {statuses.map((one) => (
            <option key={one} value={one}>
              {words.status[one]}
            </option>
          ))}
        </Select>
      </Field>
      {emails.isError && <ErrorNotice error={emails.error} onRetry={() => void emails.refetch()} />}
      {emails.isPending && <RowsSkeleton rows={6} />}
      {emails.isSuccess && items.length === 0 && (
        <EmptyState icon="mail" title={words.list.emptyTitle}>
          {words.list.empty}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul aria-label={words.list.title} className={styles.list}>
          {items.map((email) => (
            <li className={styles.line} key={email.id}>
              <EmailRow email={email} />
            </li>
          ))}
        </ul>
      )}
      <MoreButton pages={emails} />
    </>
  );
};

/** S4: what nobody knows the fate of stands first; each opens where it can be settled. */
const UncertainSection = () => {
  const styles = useStyles();
  const words = useMailWords();
  const uncertain = useUncertainEmails();
  const items = uncertain.data ?? [];
  if (uncertain.isError) return <ErrorNotice error={uncertain.error} onRetry={() => void uncertain.refetch()} />;
  if (items.length === 0) return null;
  return (
    <Section title={words.state.uncertainCount(String(items.length))}>
      <p className={styles.lead}>{words.state.uncertain}</p>
      <ul aria-label={words.state.uncertainTitle} className={styles.plain}>
        {items.map((email) => (
          <li key={email.id}>
            <EmailRow email={email} />
          </li>
        ))}
      </ul>
    </Section>
  );
};

const EmailRow = ({ email }: { readonly email: EmailLine }) => {
  const styles = useStyles();
  const { pane } = useStrings();
  const moment = useMoment();
  const to = email.recipients.map(({ name, address }) => name ?? address).join(', ');
  return (
    <div className={styles.row}>
      <div>
        <GoLink className={styles.subject} to={placeOf(email)}>
          {email.subject.trim() === '' ? pane.noSubject : email.subject}
        </GoLink>
        <p className={styles.quiet}>{[to, moment(email.updatedAt)].filter(Boolean).join(' · ')}</p>
        {email.lastAnswer !== null && email.status !== 'sent' && <p className={styles.quiet}>{email.lastAnswer}</p>}
      </div>
      <StatusBadge email={email} />
    </div>
  );
};

const colors = {
  draft: 'informative',
  pendingSend: 'informative',
  sending: 'brand',
  sent: 'success',
  failed: 'danger',
  canceled: 'informative',
} as const;

/** Where the mail is, in a word. */
export const StatusBadge = ({ email }: { readonly email: Pick<EmailLine, 'status' | 'sandbox' | 'recipients'> }) => {
  const words = useMailWords();
  // S4: it is no longer on its way, whatever its state is called.
  if (email.recipients.some(({ state }) => state === 'uncertain'))
    return (
      <Badge appearance="tint" color="warning">
        {words.status.uncertain}
      </Badge>
    );
  const inSandbox = email.sandbox && email.status === 'sent';
  return (
    <Badge appearance="tint" color={colors[email.status]}>
      {inSandbox ? words.status.sandbox : words.status[email.status]}
    </Badge>
  );
};
