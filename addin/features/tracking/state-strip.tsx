import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { Tracking } from '#shared/contracts/promotions.ts';
import { BusyMark } from '../../components/busy-mark.tsx';
import { focusPlace } from '../../components/focus-place.ts';
import { Icon, type IconName } from '../../components/icons.tsx';
import { useStrings } from '../../strings/strings.ts';

const useStyles = makeStyles({
  strip: {
    display: 'grid',
    gridTemplateColumns: '36px 1fr',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'center',
    minHeight: '40px',
    outlineStyle: 'none',
  },
  picture: {
    display: 'grid',
    placeItems: 'center',
    width: '36px',
    height: '36px',
    borderRadius: tokens.borderRadiusCircular,
  },
  untracked: { backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground2 },
  unknown: { backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground2 },
  kept: { backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorStatusWarningForeground1 },
  refused: { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
  pending: { backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorStatusWarningForeground1 },
  tracked: { backgroundColor: tokens.colorStatusSuccessBackground1, color: tokens.colorStatusSuccessForeground1 },
  failed: { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
  state: {
    display: 'block',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  says: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

/** The state by the server, and what this Outlook alone knows: kept for the server, refused by it, or not to be asked. */
export type ShownState = Tracking['state'] | 'kept' | 'refused' | 'unknown';

const pictures: Readonly<Record<ShownState, IconName>> = {
  kept: 'clock',
  refused: 'hold',
  unknown: 'question',
  untracked: 'untracked',
  pending: 'clock',
  tracked: 'check',
  failed: 'hold',
};

interface StateStripProps {
  readonly state: ShownState;
  readonly says: string;
  /** A request is on its way for this mail. */
  readonly busy: boolean;
}

/** The state of the open mail: a picture, its name, and a line about it. Colour adds, and never tells alone. */
export const StateStrip = ({ state, says, busy }: StateStripProps) => {
  const styles = useStyles();
  const { tracking, offline } = useStrings();
  const names = { ...tracking.state, ...offline.state };
  const strip = useRef<HTMLDivElement>(null);
  const before = useRef(state);
  useEffect(() => {
    // The button that was pressed is gone with the old state: the keyboard goes on from here, not from the top.
    if (before.current !== state && document.activeElement === document.body) focusPlace(strip.current);
    before.current = state;
  }, [state]);
  return (
    <div aria-live="polite" className={styles.strip} ref={strip}>
      <span className={mergeClasses(styles.picture, styles[state])}>
        {busy ? <BusyMark /> : <Icon name={pictures[state]} />}
      </span>
      <span>
        <strong className={styles.state}>{busy ? tracking.tracking : names[state]}</strong>
        <span className={styles.says}>{says}</span>
      </span>
    </div>
  );
};
