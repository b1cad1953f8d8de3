import { makeStyles, tokens } from '@fluentui/react-components';
import type { Activity } from '#shared/model/activity.ts';
import { Icon } from '../components/icons.tsx';
import { RecordChip } from '../components/record-chip.tsx';
import { useStrings } from '../strings/strings.ts';
import { GoLink } from './go-link.tsx';
import { goTo } from './place.ts';
import { useActivityFacts } from './use-activity-facts.ts';

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

/** Activities, newest first; each line leads to the activity. */
export const Timeline = ({ activities }: { readonly activities: readonly Activity[] }) => {
  const styles = useStyles();
  const { pane } = useStrings();
  const factsOf = useActivityFacts();
  return (
    <ul className={styles.list}>
      {activities
        .map((activity) => ({ activity, facts: factsOf(activity) }))
        .map(({ activity, facts }) => (
          <li className={styles.line} key={activity.id}>
            <span className={styles.icon}>
              <Icon name={facts.icon} />
            </span>
            <span className={styles.subject}>
              <GoLink to={{ room: 'activity', activityId: activity.id }}>{activity.subject || pane.noSubject}</GoLink>
            </span>
            <span className={styles.when}>
              {facts.kind}
              {facts.when !== null && ` · ${facts.when}`}
            </span>
            <span className={styles.rest}>
              <span className={styles.quiet}>{facts.people}</span>
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
