/** What reading one setting gives: its value, or a sentence that says what is wrong and what to write instead. */
export type Checked<T> =
  { readonly kind: 'value'; readonly value: T } | { readonly kind: 'mistake'; readonly message: string };

export const value = <T>(of: T): Checked<T> => ({ kind: 'value', value: of });
export const mistake = (message: string): Checked<never> => ({ kind: 'mistake', message });

/** A whole number between the bounds, both included. */
export function checkWholeNumber(text: string, lowest: number, highest: number): Checked<number> {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= lowest && number <= highest) return value(number);
  return mistake(`must be a whole number from ${lowest} to ${highest}.`);
}

/** One of the words given. */
export function checkWord<T extends string>(text: string, words: readonly T[]): Checked<T> {
  const word = words.find((known) => known === text.toLowerCase());
  return word === undefined ? mistake(`must be one of ${words.join(', ')}.`) : value(word);
}

/** A list of the words given, separated by commas; at least one. Doubles are dropped. */
export function checkWords<T extends string>(text: string, words: readonly T[]): Checked<readonly T[]> {
  const found: T[] = [];
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '') continue;
    const checked = checkWord(part, words);
    if (checked.kind === 'mistake') return mistake(`"${part}" is unknown; list one or more of ${words.join(', ')}.`);
    if (!found.includes(checked.value)) found.push(checked.value);
  }
  return found.length === 0 ? mistake(`is empty; list one or more of ${words.join(', ')}.`) : value(found);
}

/** The address a text stands for, or null. */
export const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
