import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { Icon } from './icons.tsx';

const useStyles = makeStyles({
  summary: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} 0`,
    cursor: 'pointer',
    listStyleType: 'none',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    borderRadius: tokens.borderRadiusMedium,
    '::-webkit-details-marker': { display: 'none' },
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
    '& svg': { transitionProperty: 'transform', transitionDuration: tokens.durationFast },
    '@media (prefers-reduced-motion: reduce)': { '& svg': { transitionDuration: '0s' } },
  },
  unfolded: { '& svg': { transform: 'rotate(90deg)' } },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalXS} 20px`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** More that is there when wanted; its content is made when it is first opened. */
export const Disclosure = ({ title, children }: { readonly title: string; readonly children: () => ReactNode }) => {
  const styles = useStyles();
  const [state, setState] = useState<'never opened' | 'open' | 'closed'>('never opened');
  const onToggle = (open: boolean) => setState((now) => (open ? 'open' : now === 'open' ? 'closed' : now));
  return (
    <details onToggle={(event) => onToggle(event.currentTarget.open)}>
      <summary className={mergeClasses(styles.summary, state === 'open' && styles.unfolded)}>
        <Icon name="chevron" size={16} />
        {title}
      </summary>
      {state !== 'never opened' && <div className={styles.body}>{children()}</div>}
    </details>
  );
};
