import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { Icon, iconOfType } from '../../components/icons.tsx';
import { useStrings } from '../../strings/strings.ts';
import { sameRecord, withPrimary } from './choice.ts';

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
    gridTemplateColumns: '20px minmax(0, 1fr) auto auto',
    columnGap: tokens.spacingHorizontalXS,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
  },
  icon: { color: tokens.colorBrandForeground1 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  primary: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

interface ChosenListProps {
  readonly chosen: readonly NamedRecordRef[];
  readonly onChange: (chosen: readonly NamedRecordRef[]) => void;
}

/** The records chosen so far; the first is the primary one, and any can be made so. */
export const ChosenList = ({ chosen, onChange }: ChosenListProps) => {
  const styles = useStyles();
  const { regarding: words } = useStrings();
  if (chosen.length === 0) return null;
  return (
    <ul aria-label={words.chosen} className={styles.list}>
      {chosen.map((record, at) => (
        <li className={styles.row} key={`${record.type}:${record.id}`}>
          <span className={styles.icon}>
            <Icon name={iconOfType(record.type)} size={16} />
          </span>
          <span className={styles.name}>{record.name}</span>
          {at === 0 ? (
            <span className={styles.primary}>{words.primary}</span>
          ) : (
            <Button
              appearance="transparent"
              aria-label={words.makePrimary(record.name)}
              onClick={() => onChange(withPrimary(chosen, record))}
              size="small"
            >
              {words.setPrimary}
            </Button>
          )}
          <Button
            appearance="transparent"
            aria-label={words.remove(record.name)}
            icon={<Icon name="close" size={16} />}
            onClick={() => onChange(chosen.filter((one) => !sameRecord(one, record)))}
            size="small"
          />
        </li>
      ))}
    </ul>
  );
};
