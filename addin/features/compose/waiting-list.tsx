import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Icon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { type Ticket, useWaitingTickets, useWithdrawTicket } from '../../queries/track-tickets.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, margin: 0, padding: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'center',
    listStyleType: 'none',
    fontSize: tokens.fontSizeBase200,
  },
  subject: { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  says: { display: 'block', color: tokens.colorNeutralForeground3 },
});

/** Mails written with Track on that were not seen sent: what can be done about each is open it, or forget it. */
export const WaitingList = ({ except }: { readonly except: string | null }) => {
  const styles = useStyles();
  const moment = useMoment();
  const { compose, pane, tracking } = useStrings();
  const waiting = useWaitingTickets();
  const withdraw = useWithdrawTicket();
  const shown = (waiting.data ?? []).filter(({ id, state }) => id !== except && state !== 'prepared');
  if (shown.length === 0) return null;
  const says = ({ state, pendingSince }: Ticket): string =>
    state === 'notConfirmed' ? compose.notConfirmed : compose.pendingSince(moment(pendingSince ?? ''));
  return (
    <Section title={compose.waiting}>
      <ul className={styles.list}>
        {shown.map((ticket) => (
          <li className={styles.row} key={ticket.id}>
            <Icon name={ticket.state === 'notConfirmed' ? 'hold' : 'clock'} size={16} />
            <span>
              <span className={styles.subject}>{ticket.subject || pane.noSubject}</span>
              <span className={styles.says}>{says(ticket)}</span>
              {ticket.actor && (
                <span className={styles.says}>{tracking.forPrincipal(ticket.actor.name, ticket.user.name)}</span>
              )}
            </span>
            <Button
              appearance="subtle"
              aria-label={compose.forget(ticket.subject || pane.noSubject)}
              disabledFocusable={withdraw.isPending}
              icon={<Icon name="close" size={16} />}
              onClick={() => withdraw.mutate(ticket.id)}
              size="small"
            />
          </li>
        ))}
      </ul>
    </Section>
  );
};
