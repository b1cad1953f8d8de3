import { z } from 'zod';

export const pageLimits = { default: 50, most: 200 } as const;

/** Query members that every list takes. The cursor is opaque: it is what `nextCursor` gave. */
export const PageQuery = z.object({
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(pageLimits.most).default(pageLimits.default),
});

/** A page: `nextCursor` is null on the last one. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A query member that may stand once or several times. */
export const repeatable = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((value) => (Array.isArray(value) ? value : [value]))
    .pipe(z.array(item));
