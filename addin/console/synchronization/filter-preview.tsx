import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { type SyncFilter, type SyncKind, usePreviewSync } from '../../queries/synchronization.ts';
import { useSyncWords } from '../console-strings.ts';

const useStyles = makeStyles({
  says: { margin: 0, overflowWrap: 'anywhere' },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
});

interface PreviewProps {
  readonly kinds: readonly SyncKind[];
  readonly filters: readonly SyncFilter[];
}

/** Y3: how many records of each kind filters would take, before they are saved. */
export const FilterPreview = ({ kinds, filters }: PreviewProps) => (
  <>
    {kinds.map((kind) => (
      <KindPreview filters={filters} key={kind} kind={kind} />
    ))}
  </>
);

const KindPreview = ({ kind, filters }: { readonly kind: SyncKind; readonly filters: readonly SyncFilter[] }) => {
  const styles = useStyles();
  const { filters: words, kinds } = useSyncWords();
  const preview = usePreviewSync();
  const { data } = preview;
  return (
    <div>
      <Button
        aria-label={words.previewOf(kinds[kind])}
        disabledFocusable={preview.isPending}
        onClick={() => preview.mutate({ kind, filters: [...filters] })}
      >
        {preview.isPending ? words.previewing : words.preview}
      </Button>
      {preview.isError && <ErrorNotice error={preview.error} />}
      <div aria-live="polite">
        {data && (
          <>
            <p className={styles.says}>
              <strong>{words.taken(kinds[kind], String(data.taken), String(data.of))}</strong>{' '}
              {data.byOrganization > 0 && words.byOrganization(String(data.byOrganization))}
            </p>
            {data.examples.length > 0 && (
              <p className={styles.quiet}>
                {words.examples}: {data.examples.join(', ')}
              </p>
            )}
          </>
        )}
      </div>
    </div>
  );
};
