import { inArray, sql } from "drizzle-orm";
import { arrayParam, type Db, type Queryable } from "@/server/db/client";
import { customers, templateVersions } from "@/server/db/schema";
import { loadFields, spokenAttributes } from "@/server/domain/fields";
import type { ClaimedMessage } from "./claim";

export type CustomerRow = typeof customers.$inferSelect;
export type TemplateVersionRow = typeof templateVersions.$inferSelect;

/** Attributes as letters say them: items of dictionaries by name. */
export async function loadCustomers(
  db: Queryable,
  ids: readonly number[],
): Promise<Map<number, CustomerRow>> {
  const rows =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(customers)
          .where(inArray(customers.id, [...new Set(ids)]));
  const fields = await loadFields(db);
  return new Map(
    rows.map((row) => [row.id, { ...row, attributes: spokenAttributes("customer", row.attributes, fields) }]),
  );
}

/** Published versions never change, so each is fetched once; a few hundred letters' worth of markup at most. */
const knownVersions = new Map<string, TemplateVersionRow>();
const mostKnown = 300;

/** The published version each template stands at now, by template id. */
export async function loadCurrentVersions(
  db: Queryable,
  templateIds: readonly string[],
): Promise<Map<string, TemplateVersionRow>> {
  if (templateIds.length === 0) return new Map();
  const ids = arrayParam([...new Set(templateIds)], "uuid");
  const current = await db.execute<{ id: string; version: number }>(
    sql`select id, current_version as version from templates where id = any(${ids}) and current_version is not null`,
  );
  const keyOf = ({ id, version }: { id: string; version: number }) => `${id} ${version}`;
  if (knownVersions.size + current.length > mostKnown) knownVersions.clear();
  const wanted = current.filter((entry) => !knownVersions.has(keyOf(entry)));
  if (wanted.length > 0) {
    const keys = sql.join(
      wanted.map((entry) => sql`(${entry.id}::uuid, ${entry.version}::int)`),
      sql`, `,
    );
    const rows = await db.select().from(templateVersions).where(sql`(template_id, version) in (${keys})`);
    for (const row of rows) knownVersions.set(keyOf({ id: row.templateId, version: row.version }), row);
  }
  const versions = current.flatMap((entry) => knownVersions.get(keyOf(entry)) ?? []);
  return new Map(versions.map((row) => [row.templateId, row]));
}

/** What people call the sources of these messages, for utm_campaign. */
export async function loadSourceNames(
  db: Db,
  messages: readonly ClaimedMessage[],
): Promise<Map<string, string>> {
  const ids = [...new Set(messages.filter((m) => m.sourceKind === "campaign").map((m) => m.sourceId))];
  if (ids.length === 0) return new Map();
  const rows = await db.execute<{ id: string; name: string }>(
    sql`select id::text as id, name from campaigns where id::text = any(${arrayParam(ids, "text")})`,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
