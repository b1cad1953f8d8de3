import { makeStyles, tokens } from '@fluentui/react-components';
import type { Activity } from '#shared/model/activity.ts';
import { Icon } from '../components/icons.tsx';
import { RecordChip } from '../components/record-chip.tsx';
import { useMoment, useStrings } from '../strings/strings.ts';
import { useConsoleStrings } from './console-strings.ts';
import { GoLink } from './go-link.tsx';
import { goTo } from './place.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  line: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTop: 'none' },
  },
  icon: { color: tokens.colorBrandForeground1 },
  subject: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  when: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap' },
  rest: { gridColumnStart: 2, gridColumnEnd: 4, display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

const shownName = ({ name, address, resolution }: Activity['parties'][number]): string =>
  resolution.kind === 'resolved' ? resolution.record.name : (name ?? address);

const peopleOf = (activity: Activity): string => {
  const from = activity.parties.filter(({ role }) => role === 'from').map(shownName);
  const to = activity.parties.filter(({ role }) => role === 'to' || role === 'cc').map(shownName);
  return `${from.join(', ')} → ${[...new Set(to)].slice(0, 4).join(', ')}${to.length > 4 ? ' …' : ''}`;
};

/** Activities, newest first; each line leads to the mail. */
export const Timeline = ({ activities }: { readonly activities: readonly Activity[] }) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const { pane } = useStrings();
  const moment = useMoment();
  return (
    <ul className={styles.list}>
      {activities.map((activity) => (
        <li className={styles.line} key={activity.id}>
          <span className={styles.icon}>
            <Icon name={activity.direction === 'incoming' ? 'inbox' : 'external'} />
          </span>
          <span className={styles.subject}>
            <GoLink to={{ room: 'activity', activityId: activity.id }}>{activity.subject || pane.noSubject}</GoLink>
          </span>
          <span className={styles.when}>
            {activity.status === 'draft' ? words.mail.status.draft : words.activities[activity.direction]}
            {activity.sentAt !== null && ` · ${moment(activity.sentAt)}`}
          </span>
          <span className={styles.rest}>
            <span className={styles.quiet}>{peopleOf(activity)}</span>
          </span>
          {activity.regarding.length > 0 && (
            <span className={styles.rest}>
              {activity.regarding.map((record, index) => (
                <RecordChip
                  key={record.id}
                  onOpen={() => goTo({ room: 'record', record })}
                  primary={index === 0 && activity.regarding.length > 1}
                  record={record}
                />
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
};
