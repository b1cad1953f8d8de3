/** Bounds of what a person types into a search box. */
const mostWords = 8;
const longestWord = 60;

/** Accents and case do not count: `Müller` is found by `muller`. Linear in the text. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();

/** Words of a text, folded: runs of letters and digits of any script. */
export const searchWords = (text: string): string[] => {
  const words = foldText(text).match(/[\p{Letter}\p{Number}]+/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, longestWord)))];
};

/** What a person typed, as words to look for; at most eight. */
export const askedWords = (typed: string): string[] => searchWords(typed).slice(0, mostWords);
