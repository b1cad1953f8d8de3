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
import { useMoment } from '../strings/strings.ts';
import { type Mapping, mappingOf } from './mapping-of.ts';
import { useOnceGone } from './once-gone.ts';

const useStyles = makeStyles({
  surface: {
    // Fluent lets a dialog touch both edges of a narrow window.
    '@media screen and (max-width: 480px)': { maxWidth: `calc(100vw - 2 * ${tokens.spacingHorizontalL})` },
  },
  text: { margin: `0 0 ${tokens.spacingVerticalS}` },
});

export interface MappingWords {
  readonly mappedTitle: string;
  readonly mapped: (who: string, since: string) => string;
  readonly mappedYes: (who: string) => string;
  readonly mappedNo: string;
  readonly elsewhereTitle: string;
  readonly anotherOrganization: string;
  readonly elsewhere: (organization: string, since: string) => string;
  readonly elsewhereYes: string;
  readonly elsewhereNo: string;
  readonly yes: string;
  readonly no: string;
}

interface SentencesProps {
  readonly mapping: Mapping;
  readonly words: MappingWords;
}

/** Who has it, and what yes and no mean. */
const Sentences = ({ mapping, words }: SentencesProps) => {
  const styles = useStyles();
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

export interface MappingQuestionProps {
  /** What connecting or switching on was refused with; asks where somebody has the mailbox already. */
  readonly error: unknown;
  /** Once the question is gone. */
  readonly onYes: () => void;
  /** Takes the refusal away, and with it the question. */
  readonly onNo: () => void;
}

/** I5, I6: a mailbox belongs to one person, and one organization synchronizes it; asks before that is changed. */
export const MappingQuestion = ({
  error,
  onYes,
  onNo,
  words,
}: MappingQuestionProps & { readonly words: MappingWords }) => {
  const styles = useStyles();
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
          <DialogContent>{mapping && <Sentences mapping={mapping} words={words} />}</DialogContent>
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
