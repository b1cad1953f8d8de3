import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon, iconOfType } from '../../components/icons.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useStrings } from '../../strings/strings.ts';
import type { Hit } from './use-hits.ts';

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  list: {
    margin: 0,
    padding: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) 20px',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'center',
    width: '100%',
    minHeight: '40px',
    border: 'none',
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
    outlineOffset: '-2px',
  },
  icon: { color: tokens.colorBrandForeground1 },
  name: { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  detail: {
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  check: { color: tokens.colorBrandForeground1 },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
});

interface HitListProps {
  readonly title: string;
  readonly text: string;
  readonly hits: readonly Hit[];
  readonly busy: boolean;
  readonly error: unknown;
  readonly isChosen: (hit: Hit) => boolean;
  readonly onToggle: (hit: Hit) => void;
  /** Draws the search field with what makes it the combobox of the list below (WAI-ARIA combobox pattern). */
  readonly search: (attributes: Readonly<Record<string, unknown>>) => ReactNode;
}

/** A search field and the records under it: arrow keys move, Enter chooses, a click does both. */
export const HitList = ({ title, text, hits, busy, error, isChosen, onToggle, search }: HitListProps) => {
  const styles = useStyles();
  const { regarding: words } = useStrings();
  const id = useId();
  const [active, setActive] = useState(-1);
  const at = Math.min(active, hits.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive((at + 1) % Math.max(hits.length, 1));
    else if (event.key === 'ArrowUp') setActive(at <= 0 ? hits.length - 1 : at - 1);
    else if (event.key === 'Enter' && hits[at]) onToggle(hits[at]);
    else return;
    event.preventDefault();
  };
  const field = search({
    role: 'combobox',
    'aria-label': words.search,
    'aria-expanded': hits.length > 0,
    'aria-controls': id,
    'aria-autocomplete': 'list',
    ...(at >= 0 ? { 'aria-activedescendant': `${id}-${at}` } : {}),
    onKeyDown,
  });
  return (
    <div className={styles.block}>
      {field}
      <div aria-live="polite" className={styles.title} role="status">
        {busy ? title : `${title} · ${words.found(hits.length)}`}
      </div>
      {error !== null && error !== undefined && <ErrorNotice error={error} />}
      {busy && hits.length === 0 && <RowsSkeleton rows={3} />}
      {!busy && hits.length === 0 && (
        <p className={styles.none}>{text.trim() === '' ? words.noLikely : words.noneFound(text.trim())}</p>
      )}
      <div
        aria-label={title}
        aria-multiselectable="true"
        className={styles.list}
        hidden={hits.length === 0}
        id={id}
        role="listbox"
      >
        {hits.map((hit, index) => (
          <HitRow
            active={index === at}
            chosen={isChosen(hit)}
            hit={hit}
            id={`${id}-${index}`}
            key={`${hit.type}:${hit.id}`}
            onToggle={onToggle}
          />
        ))}
      </div>
    </div>
  );
};

interface HitRowProps {
  readonly hit: Hit;
  readonly id: string;
  readonly active: boolean;
  readonly chosen: boolean;
  readonly onToggle: (hit: Hit) => void;
}

const HitRow = ({ hit, id, active, chosen, onToggle }: HitRowProps) => {
  const styles = useStyles();
  const { regarding: words } = useStrings();
  const detail = [
    (words.types as Readonly<Record<string, string>>)[hit.type] ?? hit.type,
    hit.detail,
    hit.because && words.because[hit.because],
    hit.active ? '' : words.inactive,
  ];
  return (
    <button
      aria-selected={chosen}
      className={mergeClasses(styles.row, active && styles.active)}
      id={id}
      onClick={() => onToggle(hit)}
      // Keys are those of the combobox, which keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      role="option"
      tabIndex={-1}
      type="button"
    >
      <span className={styles.icon}>
        <Icon name={iconOfType(hit.type)} />
      </span>
      <span style={{ minWidth: 0 }}>
        <span className={styles.name}>{hit.name}</span>
        <span className={styles.detail}>{detail.filter(Boolean).join(' · ')}</span>
      </span>
      <span className={styles.check}>{chosen && <Icon name="check" />}</span>
    </button>
  );
};
