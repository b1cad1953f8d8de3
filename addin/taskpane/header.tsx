import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Membership } from '#shared/contracts/session.ts';
import { Icon } from '../components/icons.tsx';
import { useStrings } from '../strings/strings.ts';

const useStyles = makeStyles({
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 3,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '44px',
    padding: `0 ${tokens.spacingHorizontalS} 0 ${tokens.spacingHorizontalM}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  place: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
    color: tokens.colorBrandForeground1,
  },
  name: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
  },
  organization: { minWidth: 0, padding: `0 ${tokens.spacingHorizontalXS}`, justifyContent: 'flex-start' },
});

interface HeaderProps {
  /** Absent before sign-in. */
  readonly membership: Membership | null;
  readonly several: boolean;
  readonly onAccount: () => void;
}

/** Where one is (the organization, P18) and who one is; both lead to the account page. */
export const Header = ({ membership, several, onAccount }: HeaderProps) => {
  const styles = useStyles();
  const { pane } = useStrings();
  const name = membership?.organization.name ?? pane.name;
  return (
    <header className={styles.header}>
      <div className={styles.place}>
        <Icon name="inbox" />
        {membership && several ? (
          <Button
            appearance="subtle"
            aria-label={pane.organization(name)}
            className={styles.organization}
            icon={<Icon name="chevronDown" size={16} />}
            iconPosition="after"
            onClick={onAccount}
          >
            <span className={styles.name}>{name}</span>
          </Button>
        ) : (
          <span className={styles.name}>{name}</span>
        )}
      </div>
      {membership && (
        <Button
          appearance="subtle"
          aria-label={pane.account(membership.user.name)}
          icon={<Icon name="person" />}
          onClick={onAccount}
          shape="circular"
        />
      )}
    </header>
  );
};
