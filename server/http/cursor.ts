import { z } from 'zod';
import { Refusal } from '../usecases/refusal.ts';

/** A cursor is where the page before ended: opaque to callers, base64url of JSON. */
export const writeCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Reads it back; null when none was given. Refuses one that we did not write. */
export const readCursor = <Schema extends z.ZodType>(
  cursor: string | undefined,
  schema: Schema,
): z.output<Schema> | null => {
  if (cursor === undefined || cursor === '') return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw Object.assign(new Refusal('invalid_cursor', 'cursor: use what `nextCursor` gave, or leave it out.'), {
      cause,
    });
  }
};

export const TimeCursor = z.object({ sortAt: z.number(), id: z.string().max(64) });

/** One more than a page is asked for; whether it came says whether there is a next page. */
export const pageOf = <Item>(
  items: readonly Item[],
  limit: number,
  place: (item: Item) => unknown,
): { readonly items: readonly Item[]; readonly nextCursor: string | null } => {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, nextCursor: items.length > limit && last !== undefined ? writeCursor(place(last)) : null };
};
