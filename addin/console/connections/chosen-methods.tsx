import { makeStyles, tokens } from '@fluentui/react-components';
import { useMySettings } from '../../queries/settings.ts';
import type { Methods } from '../../queries/methods.ts';
import { useConnectionWords } from '../console-strings.ts';

const useStyles = makeStyles({
  line: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
});

interface ChosenProps {
  readonly directions: readonly (keyof Methods)[];
}

/** I7: what an administrator chose for oneself, where anything was chosen: what is another's to do cannot be switched on. */
export const ChosenMethods = ({ directions }: ChosenProps) => {
  const styles = useStyles();
  const { methods: words } = useConnectionWords();
  const { data } = useMySettings();
  return directions.map((direction) => {
    const method = data?.methods[direction] ?? 'any';
    if (method === 'any') return null;
    return (
      <p className={styles.line} key={direction}>
        {words.chosen(words.directions[direction], words.own[method])}
      </p>
    );
  });
};
