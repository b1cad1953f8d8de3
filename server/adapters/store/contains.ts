import { type RawBuilder, sql } from 'kysely';

/** `text` has the word in it; `%` and `_` of what a person typed mean themselves. */
export const contains = (text: RawBuilder<unknown>, word: string): RawBuilder<boolean> => {
  const pattern = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql<boolean>`${text} like ${pattern} escape '\\'`;
};
