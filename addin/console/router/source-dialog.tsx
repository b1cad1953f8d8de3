import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useTabsterThatStays } from '../../components/tabster-that-stays.ts';
import { useHeldSource } from '../../queries/held-mail.ts';
import { useRouterWords } from '../console-strings.ts';

const useStyles = makeStyles({
  source: {
    margin: 0,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    padding: tokens.spacingHorizontalS,
  },
  quiet: { margin: `0 0 ${tokens.spacingVerticalS}`, color: tokens.colorNeutralForeground3 },
});

interface SourceProps {
  readonly holdId: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** The bytes of a held mail as text; nothing of it is run or fetched. */
export const SourceDialog = ({ holdId, title, onClose }: SourceProps) => {
  useTabsterThatStays();
  const styles = useStyles();
  const words = useRouterWords().held;
  const source = useHeldSource(holdId);
  return (
    <Dialog onOpenChange={(_event, { open }) => !open && onClose()} open>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            <p className={styles.quiet}>
              {words.audited} {source.data?.isCut === true && words.cut}
            </p>
            {source.isError && <ErrorNotice error={source.error} />}
            {source.isPending && <TextSkeleton lines={6} />}
            {source.data && (
              <pre aria-label={words.view} className={styles.source} role="region">
                {source.data.text}
              </pre>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{words.close}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
