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
import { useOnceGone } from '../../components/once-gone.ts';
import { useMoment } from '../../strings/strings.ts';
import { useMailboxWords } from '../console-strings.ts';
import { type Mapping, mappingOf } from './mapping-of.ts';

const useStyles = makeStyles({
  surface: {
    // Fluent lets a dialog touch both edges of a narrow window.
    '@media screen and (max-width: 480px)': { maxWidth: `calc(100vw - 2 * ${tokens.spacingHorizontalL})` },
  },
  text: { margin: `0 0 ${tokens.spacingVerticalS}` },
});

/** Who has it, and what yes and no mean. */
const Sentences = ({ mapping }: { readonly mapping: Mapping }) => {
  const styles = useStyles();
  const { mapping: words } = useMailboxWords();
  const moment = useMoment();
  const since = moment(mapping.since);
  const says =
    mapping.kind === 'mapped'
      ? [words.mapped(mapping.userName, since), words.mappedYes(mapping.userName), words.mappedNo]
      : [
          words.elsewhere(mapping.organizationName ?? words.anotherOrganization, since),
          words.elsewhereYes,
          words.elsewhereNo,
        ];
  return says.map((sentence) => (
    <p className={styles.text} key={sentence}>
      {sentence}
    </p>
  ));
};

interface MappingDialogProps {
  /** What connecting or switching on was refused with; asks where somebody has the mailbox already. */
  readonly error: unknown;
  /** Once the question is gone. */
  readonly onYes: () => void;
  /** Takes the refusal away, and with it the question. */
  readonly onNo: () => void;
}

/** I5, I6: a mailbox belongs to one person, and one organization synchronizes it; asks before that is changed. */
export const MappingDialog = ({ error, onYes, onNo }: MappingDialogProps) => {
  const styles = useStyles();
  const { mapping: words } = useMailboxWords();
  const mapping = mappingOf(error);
  const { body, onceGone } = useOnceGone();
  const sayYes = () => {
    onceGone(onYes);
    onNo();
  };
  return (
    <Dialog modalType="alert" onOpenChange={(_event, { open }) => !open && onNo()} open={mapping !== null}>
      <DialogSurface className={styles.surface}>
        <DialogBody ref={body}>
          <DialogTitle>{mapping?.kind === 'elsewhere' ? words.elsewhereTitle : words.mappedTitle}</DialogTitle>
          <DialogContent>{mapping && <Sentences mapping={mapping} />}</DialogContent>
          <DialogActions>
            <Button onClick={onNo}>{words.no}</Button>
            <Button appearance="primary" onClick={sayYes}>
              {words.yes}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
