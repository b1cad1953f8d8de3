import {
  Badge,
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { WireRecord } from '#shared/model/record.ts';
import { sayError } from '../../components/error-text.ts';
import { useNotify } from '../../components/notices.tsx';
import { type ItemStep, type QueueItem, useMoveItem } from '../../queries/queues.ts';
import { useExactMoment, useStrings } from '../../strings/strings.ts';
import { useRouterWords } from '../console-strings.ts';
import { GoLink } from '../go-link.tsx';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  text: { flexGrow: 1, flexBasis: '260px', minWidth: 0 },
  subject: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

const colors = { waiting: 'warning', picked: 'brand', resolved: 'success' } as const;

interface ItemProps {
  readonly item: QueueItem;
  /** Where it may be routed to. */
  readonly others: readonly Pick<WireRecord, 'id' | 'name'>[];
}

/** One mail that waits in a queue, and what one may do with it now. */
export const QueueItemRow = ({ item, others }: ItemProps) => {
  const styles = useStyles();
  const words = useRouterWords().queues;
  const { pane } = useStrings();
  const moment = useExactMoment();
  const { activity, worker, state } = item;
  const subject = activity === null ? words.hidden : activity.subject.trim() || pane.noSubject;
  const from = activity?.parties.find(({ role }) => role === 'from');
  const facts = [
    from?.name ?? from?.address,
    words.since(moment(item.enteredAt)),
    worker === null ? null : words.by(worker.name),
  ];
  return (
    <div className={styles.row}>
      <div className={styles.text}>
        {activity === null ? (
          subject
        ) : (
          <GoLink className={styles.subject} to={{ room: 'activity', activityId: activity.id }}>
            {subject}
          </GoLink>
        )}
        <p className={styles.quiet}>{facts.filter(Boolean).join(' · ')}</p>
      </div>
      <Badge appearance="tint" color={colors[state]}>
        {words.states[state]}
      </Badge>
      <ItemButtons item={item} others={others} subject={subject} />
    </div>
  );
};

const ItemButtons = ({ item, others, subject }: ItemProps & { readonly subject: string }) => {
  const styles = useStyles();
  const words = useRouterWords().queues;
  const strings = useStrings();
  const notify = useNotify();
  const move = useMoveItem(item.id);
  const take = (step: ItemStep) =>
    move.mutate(step, {
      onSuccess: () => notify({ intent: 'success', text: words.done[step.kind] }),
      onError: (error) => notify({ intent: 'error', text: sayError(error, strings) }),
    });
  const steps = (['pick', 'release', 'resolve'] as const).filter((kind) => item.actions.includes(kind));
  return (
    <div className={styles.buttons}>
      {steps.map((kind) => (
        <Button
          aria-label={words.stepOf(words[kind], subject)}
          disabledFocusable={move.isPending}
          key={kind}
          onClick={() => take({ kind })}
          size="small"
        >
          {words[kind]}
        </Button>
      ))}
      {item.actions.includes('route') && others.length > 0 && (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button aria-label={words.stepOf(words.route, subject)} disabledFocusable={move.isPending} size="small">
              {words.route}
            </Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList aria-label={words.routeTo}>
              {others.map(({ id, name }) => (
                <MenuItem key={id} onClick={() => take({ kind: 'route', toQueue: id })}>
                  {name}
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
    </div>
  );
};
