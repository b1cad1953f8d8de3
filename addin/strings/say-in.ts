/** A sentence of a catalogue and the same in another language; see es/sentences.ts. */
type Pair = readonly [pattern: string, translation: string];

interface Form {
  readonly matches: RegExp;
  readonly translation: string;
}

const gaps = /\{(\*?)(\w+)\}/g;

/** What is kept as it is ends before the next clause. */
const words = '(?:(?!; ).)+?';

const escaped = (text: string): string => text.replace(/[.*+?^$()[\]\\|]/g, '\\$&');

const formOf = ([pattern, translation]: Pair): Form => {
  let source = '';
  let end = 0;
  for (const found of pattern.matchAll(gaps)) {
    source += `${escaped(pattern.slice(end, found.index))}(?<${found[2] ?? ''}>${found[1] === '' ? words : '.+?'})`;
    end = found.index + found[0].length;
  }
  return { matches: new RegExp(`^${source}${escaped(pattern.slice(end))}$`, 's'), translation };
};

/** Gives a function that says what a catalogue has, clause by clause; what it lacks stays as it came. */
export const sayFrom = (catalogue: readonly Pair[]): ((sentence: string) => string) => {
  let forms: readonly Form[] | null = null;
  const say = (sentence: string): string => {
    forms ??= catalogue.map(formOf);
    for (const { matches, translation } of forms) {
      const found = matches.exec(sentence);
      if (found === null) continue;
      const filled = found.groups ?? {};
      return translation.replace(gaps, (_gap, isClause: string, name: string) => {
        const text = filled[name] ?? '';
        return isClause === '' ? text : say(text);
      });
    }
    return sentence;
  };
  return say;
};
