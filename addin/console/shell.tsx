import { Button, Select, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Membership } from '#shared/contracts/session.ts';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../components/icons.tsx';
import { PersonMark } from '../components/person-mark.tsx';
import { useStrings } from '../strings/strings.ts';
import { useConsoleStrings } from './console-strings.ts';
import { GoLink } from './go-link.tsx';
import type { Place } from './place.ts';

const narrow = '@media (max-width: 760px)';

const useStyles = makeStyles({
  skip: {
    position: 'absolute',
    left: '-9999px',
    ':focus': { left: tokens.spacingHorizontalS, top: tokens.spacingVerticalS, zIndex: 10 },
  },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '52px',
    padding: `0 ${tokens.spacingHorizontalL}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  product: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    flexGrow: 1,
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase400,
    color: tokens.colorNeutralForeground1,
  },
  mark: { color: tokens.colorBrandForeground1, display: 'flex' },
  who: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  body: {
    display: 'grid',
    gridTemplateColumns: '248px minmax(0, 1fr)',
    maxWidth: '1280px',
    margin: '0 auto',
    [narrow]: { display: 'block' },
  },
  nav: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalM}`,
    [narrow]: { flexDirection: 'row', overflowX: 'auto', padding: tokens.spacingHorizontalS },
  },
  room: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '36px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'nowrap',
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, textDecorationLine: 'none' },
  },
  here: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  main: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    minWidth: 0,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXXL}`,
  },
});

interface ShellProps {
  readonly membership: Membership;
  readonly memberships: readonly Membership[];
  readonly place: Place;
  readonly onOrganization: (id: string) => void;
  readonly onSignOut: () => void;
  readonly children: ReactNode;
}

const rooms: readonly { readonly to: Place; readonly icon: IconName; readonly name: RoomName }[] = [
  { to: { room: 'records', type: 'contact' }, icon: 'people', name: 'records' },
  { to: { room: 'activities' }, icon: 'mail', name: 'activities' },
  { to: { room: 'emails' }, icon: 'ticket', name: 'emails' },
  { to: { room: 'templates' }, icon: 'record', name: 'templates' },
  { to: { room: 'campaigns' }, icon: 'campaign', name: 'campaigns' },
  { to: { room: 'addresses' }, icon: 'question', name: 'addresses' },
  { to: { room: 'held' }, icon: 'hold', name: 'held' },
  { to: { room: 'devices' }, icon: 'device', name: 'devices' },
  { to: { room: 'sending' }, icon: 'mail', name: 'sending' },
  { to: { room: 'people' }, icon: 'person', name: 'people' },
  { to: { room: 'settings' }, icon: 'hold', name: 'settings' },
];
type RoomName =
  | 'records'
  | 'activities'
  | 'emails'
  | 'templates'
  | 'campaigns'
  | 'addresses'
  | 'held'
  | 'devices'
  | 'sending'
  | 'people'
  | 'settings';

const forAdministrators: ReadonlySet<RoomName> = new Set(['people', 'settings']);

const roomOf = (place: Place): string => {
  if (place.room === 'record') return 'records';
  if (place.room === 'email' || place.room === 'write') return 'emails';
  if (place.room === 'campaign') return 'campaigns';
  return place.room === 'activity' ? 'activities' : place.room;
};

/** Where one is and who one is, around every room. */
export const Shell = ({ membership, memberships, place, onOrganization, onSignOut, children }: ShellProps) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const { pane } = useStrings();
  const shown = rooms.filter(({ name }) => !forAdministrators.has(name) || membership.role === 'administrator');
  return (
    <>
      <a className={styles.skip} href="#content">
        {words.skip}
      </a>
      <header className={styles.header}>
        <span className={styles.product}>
          <span className={styles.mark}>
            <Icon name="inbox" size={24} />
          </span>
          {pane.name}
        </span>
        {memberships.length > 1 && (
          <Select
            aria-label={words.organization}
            onChange={(_event, { value }) => onOrganization(value)}
            value={membership.organization.id}
          >
            {memberships.map(({ organization }) => (
              <option key={organization.id} value={organization.id}>
                {organization.name}
              </option>
            ))}
          </Select>
        )}
        {memberships.length === 1 && <span>{membership.organization.name}</span>}
        <span className={styles.who}>
          <PersonMark name={membership.user.name} />
          {membership.user.name}
        </span>
        <Button onClick={onSignOut} size="small">
          {words.signOut}
        </Button>
      </header>
      <div className={styles.body}>
        <nav aria-label={words.navigation} className={styles.nav}>
          {shown.map(({ to, icon, name }) => {
            const here = roomOf(place) === name;
            return (
              <GoLink className={mergeClasses(styles.room, here && styles.here)} current={here} key={name} to={to}>
                <Icon name={icon} />
                {words.rooms[name]}
              </GoLink>
            );
          })}
          <a className={styles.room} href="/download">
            <Icon name="external" />
            {words.rooms.addin}
          </a>
        </nav>
        <main className={styles.main} id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
    </>
  );
};
