import { z } from "zod";

/** `?limit=&cursor=` of every list. */
export const pageQuery = (maxLimit = 200, byDefault = 50) => ({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(maxLimit)
    .default(byDefault)
    .meta({ description: `How many at most, 1 to ${maxLimit}.` }),
  cursor: z.string().max(1000).optional().meta({ description: "`page.next_cursor` of the page before." }),
});

export const pageInfo = z
  .object({ limit: z.number().int(), has_more: z.boolean(), next_cursor: z.string().nullable() })
  .meta({ id: "Page" });

/** `{"data": [...], "page": {...}}` */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), page: pageInfo });

/** A page from domain results. */
export const asPage = <T>(data: T[], limit: number, nextCursor: string | null) => ({
  data,
  page: { limit, has_more: nextCursor !== null, next_cursor: nextCursor },
});
