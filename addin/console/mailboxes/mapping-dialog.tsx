import { MappingQuestion, type MappingQuestionProps } from '../../components/mapping-question.tsx';
import { useMailboxWords } from '../console-strings.ts';

/** I5, I6: the question whose mailbox it is, in the words of the console. */
export const MappingDialog = (props: MappingQuestionProps) => (
  <MappingQuestion {...props} words={useMailboxWords().mapping} />
);
