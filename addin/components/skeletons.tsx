import { Skeleton, SkeletonItem, makeStyles, tokens } from '@fluentui/react-components';
import { useStrings } from '../strings/strings.ts';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  row: { display: 'grid', gridTemplateColumns: '32px 1fr', columnGap: tokens.spacingHorizontalS, alignItems: 'center' },
});

/** Lines of text that are on their way. */
export const TextSkeleton = ({ lines }: { readonly lines: number }) => {
  const styles = useStyles();
  const { pane } = useStrings();
  return (
    <Skeleton aria-label={pane.loading} className={styles.lines}>
      {Array.from({ length: lines }, (_, line) => (
        <SkeletonItem key={line} size={16} style={{ width: line === lines - 1 ? '60%' : '100%' }} />
      ))}
    </Skeleton>
  );
};

/** People or records that are on their way. */
export const RowsSkeleton = ({ rows }: { readonly rows: number }) => {
  const styles = useStyles();
  const { pane } = useStrings();
  return (
    <Skeleton aria-label={pane.loading} className={styles.lines}>
      {Array.from({ length: rows }, (_, row) => (
        <div className={styles.row} key={row}>
          <SkeletonItem shape="circle" size={32} />
          <SkeletonItem size={24} />
        </div>
      ))}
    </Skeleton>
  );
};
