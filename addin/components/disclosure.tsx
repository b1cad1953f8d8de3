import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId, useState } from 'react';
import { Icon } from './icons.tsx';

const useStyles = makeStyles({
  summary: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} 0`,
    cursor: 'pointer',
    border: 'none',
    backgroundColor: 'transparent',
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
    '& svg': { transitionProperty: 'transform', transitionDuration: tokens.durationFast },
    '@media (prefers-reduced-motion: reduce)': { '& svg': { transitionDuration: '0s' } },
  },
  unfolded: { '& svg': { transform: 'rotate(90deg)' } },
  folded: { display: 'none' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalXS} 20px`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/**
 * More that is there when wanted; its content is made when it is first opened. A button and not `<summary>`, which
 * office.js on the web leaves out of the tab order.
 */
export const Disclosure = ({ title, children }: { readonly title: string; readonly children: () => ReactNode }) => {
  const styles = useStyles();
  const id = useId();
  const [state, setState] = useState<'never opened' | 'open' | 'closed'>('never opened');
  const open = state === 'open';
  return (
    <div>
      <button
        aria-controls={id}
        aria-expanded={open}
        className={mergeClasses(styles.summary, open && styles.unfolded)}
        onClick={() => setState(open ? 'closed' : 'open')}
        type="button"
      >
        <Icon name="chevron" size={16} />
        {title}
      </button>
      <div aria-label={title} className={open ? styles.body : styles.folded} id={id} role="group">
        {state !== 'never opened' && children()}
      </div>
    </div>
  );
};
