import { Button, CounterBadge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useId, useState } from 'react';
import { Icon } from '../components/icons.tsx';
import { useHeldCount } from '../queries/held-mail.ts';
import { useConsoleStrings, useRouterWords } from './console-strings.ts';
import { GoLink } from './go-link.tsx';
import { type Place, onGoing } from './place.ts';
import { type RoomDoor, doors, roomOf } from './rooms.ts';

/** Below this there is no column beside the page: the rooms open from a button above it. */
export const narrow = '@media (max-width: 760px)';

const useStyles = makeStyles({
  toggle: {
    display: 'none',
    margin: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`,
    [narrow]: { display: 'inline-flex' },
  },
  nav: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalM}`,
  },
  closed: { [narrow]: { display: 'none' } },
  group: {
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXS}`,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  room: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '36px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, textDecorationLine: 'none' },
  },
  count: { marginInlineStart: 'auto' },
  spoken: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  here: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
});

interface NavigationProps {
  readonly place: Place;
  readonly isAdministrator: boolean;
}

/** The doors to every room one may enter, in their groups; in a narrow window they open from a button. */
export const Navigation = ({ place, isAdministrator }: NavigationProps) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  // Whoever went elsewhere has chosen: the list closes by itself.
  useEffect(() => onGoing(() => setOpen(false)), []);
  const here = roomOf(place);
  return (
    <div>
      <Button
        aria-controls={id}
        aria-expanded={isOpen}
        className={styles.toggle}
        icon={<Icon name="menu" />}
        onClick={() => setOpen(!isOpen)}
      >
        {here === null ? words.navigation : words.rooms[here]}
      </Button>
      <nav aria-label={words.navigation} className={mergeClasses(styles.nav, !isOpen && styles.closed)} id={id}>
        {doors.map(({ group, rooms }) => (
          <Group
            here={here}
            key={group}
            rooms={rooms.filter(({ forAdministrators }) => forAdministrators !== true || isAdministrator)}
            title={words.groups[group]}
          />
        ))}
        <a className={styles.room} href="/download">
          <Icon name="external" />
          {words.rooms.addin}
        </a>
      </nav>
    </div>
  );
};

interface GroupProps {
  readonly title: string;
  readonly rooms: readonly RoomDoor[];
  readonly here: string | null;
}

const Group = ({ title, rooms, here }: GroupProps) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const id = useId();
  if (rooms.length === 0) return null;
  return (
    <div>
      <p className={styles.group} id={id}>
        {title}
      </p>
      <ul aria-labelledby={id} className={styles.list}>
        {rooms.map(({ to, icon, name }) => (
          <li key={name}>
            <GoLink className={mergeClasses(styles.room, here === name && styles.here)} current={here === name} to={to}>
              <Icon name={icon} />
              {words.rooms[name]}
              {name === 'held' && <HeldCount />}
            </GoLink>
          </li>
        ))}
      </ul>
    </div>
  );
};

/** A14: how many mails wait to be settled, told in words beside the figure. */
const HeldCount = () => {
  const styles = useStyles();
  const words = useRouterWords().held;
  const { data: count = 0 } = useHeldCount();
  if (count === 0) return null;
  return (
    <>
      <CounterBadge aria-hidden className={styles.count} color="informative" count={count} overflowCount={999} />
      <span className={styles.spoken}>{words.waiting(count)}</span>
    </>
  );
};
