import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Resolution } from '#shared/model/resolution.ts';
import { useStrings } from '../strings/strings.ts';
import { Icon, iconOfType } from './icons.tsx';
import { PersonMark } from './person-mark.tsx';

export interface Party {
  readonly role: 'from' | 'to' | 'cc' | 'bcc' | 'organizer' | 'required' | 'optional';
  readonly address: string;
  readonly name: string;
  /** Absent while it is being asked. */
  readonly resolution: Resolution | undefined;
}

export interface PartyActions {
  readonly onOpen: (party: Party) => void;
  readonly onChoose: (party: Party) => void;
  readonly onAdd: (party: Party) => void;
}

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  row: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '32px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'center',
    minHeight: '44px',
  },
  name: {
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
    maxWidth: '100%',
  },
  open: {
    padding: 0,
    border: 'none',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: 'inherit',
    lineHeight: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    // The whole row opens the card; the name is what is read and focused.
    '::after': { content: '""', position: 'absolute', inset: 0 },
    ':hover': { textDecorationLine: 'underline', color: tokens.colorBrandForeground1 },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  note: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXS,
    minWidth: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  more: { color: tokens.colorNeutralForeground3 },
  role: { flexShrink: 0, whiteSpace: 'nowrap' },
  noteText: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

/** People of a mail with what the CRM knows of them. */
export const PartyList = ({ parties, ...actions }: PartyActions & { readonly parties: readonly Party[] }) => {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {parties.map((party) => (
        <li className={styles.row} key={`${party.role}|${party.address}`}>
          <PartyRow party={party} {...actions} />
        </li>
      ))}
    </ul>
  );
};

const PartyRow = ({ party, onOpen, onChoose, onAdd }: PartyActions & { readonly party: Party }) => {
  const styles = useStyles();
  const { people } = useStrings();
  const { resolution } = party;
  const shown = resolution?.kind === 'resolved' ? resolution.record.name : party.name;
  return (
    <>
      <PersonMark name={shown} />
      <div style={{ minWidth: 0 }}>
        {resolution?.kind === 'resolved' ? (
          <button
            aria-label={people.showCard(shown)}
            className={`${styles.name} ${styles.open}`}
            onClick={() => onOpen(party)}
            type="button"
          >
            {shown}
          </button>
        ) : (
          <span className={styles.name} title={party.address}>
            {shown}
          </span>
        )}
        <MatchNote party={party} />
      </div>
      {resolution?.kind === 'resolved' && (
        <span className={styles.more}>
          <Icon name="chevron" size={16} />
        </span>
      )}
      {resolution?.kind === 'ambiguous' && (
        <Button aria-label={people.chooseFor(party.name)} onClick={() => onChoose(party)} size="small">
          {people.choose}
        </Button>
      )}
      {resolution?.kind === 'unresolved' && (
        <Button aria-label={people.addFor(party.name)} onClick={() => onAdd(party)} size="small">
          {people.add}
        </Button>
      )}
    </>
  );
};

/** Role, then the match as picture and words. */
const MatchNote = ({ party }: { readonly party: Party }) => {
  const styles = useStyles();
  const { people, regarding } = useStrings();
  const { resolution } = party;
  const role = people.role[party.role];
  if (!resolution) return <span className={styles.note}>{role}</span>;
  const typeOf = (type: string) => (regarding.types as Readonly<Record<string, string>>)[type] ?? type;
  const [icon, text] = {
    resolved: () =>
      [
        iconOfType(resolution.kind === 'resolved' ? resolution.record.type : ''),
        typeOf(resolution.kind === 'resolved' ? resolution.record.type : ''),
      ] as const,
    ambiguous: () => ['people', people.several(resolution.candidates?.length ?? 0)] as const,
    unresolved: () => ['question', people.none] as const,
  }[resolution.kind]();
  return (
    <span className={styles.note} title={party.address}>
      <span className={styles.role}>{role} ·</span>
      <Icon name={icon} size={16} />
      <span className={styles.noteText}>{text}</span>
    </span>
  );
};
