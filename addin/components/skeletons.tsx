import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useStrings } from '../strings/strings.ts';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  row: { display: 'grid', gridTemplateColumns: '32px 1fr', columnGap: tokens.spacingHorizontalS, alignItems: 'center' },
  bar: {
    height: '16px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStencil1,
    animationName: { '50%': { opacity: 0.5 } },
    animationDuration: '1.6s',
    animationIterationCount: 'infinite',
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
    '@media (forced-colors: active)': { backgroundColor: 'WindowText' },
  },
  last: { width: '60%' },
  circle: { height: '32px', borderRadius: tokens.borderRadiusCircular },
});

/** Lines of text that are on their way. */
export const TextSkeleton = ({ lines }: { readonly lines: number }) => {
  const styles = useStyles();
  const { pane } = useStrings();
  return (
    <div aria-busy="true" aria-label={pane.loading} className={styles.lines} role="progressbar">
      {Array.from({ length: lines }, (_, line) => (
        <div className={mergeClasses(styles.bar, line === lines - 1 && styles.last)} key={line} />
      ))}
    </div>
  );
};

/** People or records that are on their way. */
export const RowsSkeleton = ({ rows }: { readonly rows: number }) => {
  const styles = useStyles();
  const { pane } = useStrings();
  return (
    <div aria-busy="true" aria-label={pane.loading} className={styles.lines} role="progressbar">
      {Array.from({ length: rows }, (_, row) => (
        <div className={styles.row} key={row}>
          <div className={mergeClasses(styles.bar, styles.circle)} />
          <div className={styles.bar} />
        </div>
      ))}
    </div>
  );
};
