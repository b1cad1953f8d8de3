import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { useStrings } from '../strings/strings.ts';
import { Icon, iconOfType } from './icons.tsx';

const useStyles = makeStyles({
  chip: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    maxWidth: '100%',
    minHeight: '28px',
    boxSizing: 'border-box',
    padding: `0 ${tokens.spacingHorizontalS} 0 ${tokens.spacingHorizontalXS}`,
    borderRadius: tokens.borderRadiusCircular,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    textAlign: 'start',
  },
  link: {
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  primary: { border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandStroke1}` },
  icon: { color: tokens.colorBrandForeground1, display: 'flex' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  note: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
});

interface RecordChipProps {
  readonly record: NamedRecordRef;
  readonly primary?: boolean;
  readonly onOpen?: (record: NamedRecordRef) => void;
}

/** A record in one line: the picture of its type, its name, and whether it is the primary regarding. */
export const RecordChip = ({ record, primary = false, onOpen }: RecordChipProps) => {
  const styles = useStyles();
  const { regarding, tracking } = useStrings();
  const type = (regarding.types as Readonly<Record<string, string>>)[record.type] ?? record.type;
  const inside = (
    <>
      <span className={styles.icon}>
        <Icon name={iconOfType(record.type)} size={16} />
      </span>
      <span className={styles.name}>{record.name}</span>
      {primary && <span className={styles.note}>· {tracking.primary}</span>}
    </>
  );
  const look = mergeClasses(styles.chip, primary && styles.primary);
  const title = `${type}: ${record.name}`;
  if (!onOpen) {
    return (
      <span className={look} title={title}>
        {inside}
      </span>
    );
  }
  return (
    <button className={mergeClasses(look, styles.link)} onClick={() => onOpen(record)} title={title} type="button">
      {inside}
    </button>
  );
};
