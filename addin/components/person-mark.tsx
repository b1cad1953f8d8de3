import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  mark: {
    display: 'inline-grid',
    placeItems: 'center',
    width: '32px',
    height: '32px',
    flexShrink: 0,
    borderRadius: tokens.borderRadiusCircular,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    userSelect: 'none',
  },
  tone0: { backgroundColor: tokens.colorPaletteTealBackground2, color: tokens.colorPaletteTealForeground2 },
  tone1: { backgroundColor: tokens.colorPalettePurpleBackground2, color: tokens.colorPalettePurpleForeground2 },
  tone2: { backgroundColor: tokens.colorPaletteCornflowerBackground2, color: tokens.colorPaletteCornflowerForeground2 },
  tone3: { backgroundColor: tokens.colorPaletteBrassBackground2, color: tokens.colorPaletteBrassForeground2 },
  tone4: { backgroundColor: tokens.colorPalettePlumBackground2, color: tokens.colorPalettePlumForeground2 },
  tone5: { backgroundColor: tokens.colorPaletteForestBackground2, color: tokens.colorPaletteForestForeground2 },
});

/** A person's initials in a colour of their own; decoration beside the name. */
export const PersonMark = ({ name }: { readonly name: string }) => {
  const styles = useStyles();
  const tones = [styles.tone0, styles.tone1, styles.tone2, styles.tone3, styles.tone4, styles.tone5];
  const tone = tones[toneOf(name) % tones.length];
  return (
    <span aria-hidden="true" className={mergeClasses(styles.mark, tone)}>
      {initialsOf(name)}
    </span>
  );
};

const initialsOf = (name: string): string => {
  const words = name
    .replace(/[^\p{L}\p{N}\s.@-]/gu, '')
    .split(/[\s.@]+/)
    .filter(Boolean);
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : ''].map((word) => firstLetterOf(word ?? ''));
  return letters.join('').toLocaleUpperCase() || '?';
};

const toneOf = (name: string): number => {
  let sum = 0;
  for (let at = 0; at < name.length; at += 1) sum += name.charCodeAt(at);
  return sum;
};

const firstLetterOf = (word: string): string => String.fromCodePoint(word.codePointAt(0) ?? 0x20).trim();
