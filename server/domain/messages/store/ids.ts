import { type SQL, sql } from "drizzle-orm";

/** `deterministicUuid(...)` of platform/ids, inside a statement: the same parts give the same id on either side. */
export function deterministicUuidSql(...parts: SQL[]): SQL {
  const text = sql.join(
    parts.map((part) => sql`length((${part})::text) || ':' || (${part})::text`),
    sql` || `,
  );
  const hash = sql`substring(sha256(convert_to(${text}, 'UTF8')) from 1 for 16)`;
  return sql`(select encode(set_byte(set_byte(h, 6, (get_byte(h, 6) & 15) | 128), 8, (get_byte(h, 8) & 63) | 128), 'hex')::uuid
    from (select ${hash} as h) hashed)`;
}
