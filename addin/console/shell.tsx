import { Button, Select, makeStyles, tokens } from '@fluentui/react-components';
import type { Membership } from '#shared/contracts/session.ts';
import type { ReactNode } from 'react';
import { Icon } from '../components/icons.tsx';
import { PersonMark } from '../components/person-mark.tsx';
import { useStrings } from '../strings/strings.ts';
import { AlertList } from './alert-list.tsx';
import { useConsoleStrings } from './console-strings.ts';
import { Navigation, narrow } from './navigation.tsx';
import type { Place } from './place.ts';

const useStyles = makeStyles({
  skip: {
    position: 'absolute',
    left: '-9999px',
    ':focus': { left: tokens.spacingHorizontalS, top: tokens.spacingVerticalS, zIndex: 10 },
  },
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '52px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
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
  who: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  // In a narrow window the initials stand for the name, and one line is enough; ears still hear it.
  name: { [narrow]: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' } },
  organization: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  choice: { minWidth: 0, flexShrink: 1 },
  signOut: { flexShrink: 0 },
  body: {
    display: 'grid',
    gridTemplateColumns: '248px minmax(0, 1fr)',
    maxWidth: '1280px',
    margin: '0 auto',
    [narrow]: { display: 'block' },
  },
  main: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    minWidth: 0,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXXL}`,
    // A list of choices is as wide as its place, not as its longest choice.
    '& .fui-Field, & .fui-Select, & select': { minWidth: 0 },
    '& select': { textOverflow: 'ellipsis' },
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

/** Where one is and who one is, around every room. */
export const Shell = ({ membership, memberships, place, onOrganization, onSignOut, children }: ShellProps) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const { pane } = useStrings();
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
            className={styles.choice}
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
        {memberships.length === 1 && <span className={styles.organization}>{membership.organization.name}</span>}
        <span className={styles.who} title={membership.user.name}>
          <PersonMark name={membership.user.name} />
          <span className={styles.name}>{membership.user.name}</span>
        </span>
        <Button className={styles.signOut} onClick={onSignOut} size="small">
          {words.signOut}
        </Button>
      </header>
      <div className={styles.body}>
        <Navigation isAdministrator={membership.role === 'administrator'} place={place} />
        <main className={styles.main} id="content" tabIndex={-1}>
          <AlertList />
          {children}
        </main>
      </div>
    </>
  );
};
