import { and, desc, eq, ilike, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { LetterContent } from "@/emails/content";
import type { Queryable, Tx } from "@/server/db/client";
import { customers, templates, templateVersions, users } from "@/server/db/schema";
import { loadFields, spokenAttributes } from "@/server/domain/fields";

export type TemplateRow = typeof templates.$inferSelect;
export type VersionRow = typeof templateVersions.$inferSelect;

export async function findTemplate(db: Queryable, id: string): Promise<TemplateRow | undefined> {
  const [row] = await db.select().from(templates).where(eq(templates.id, id));
  return row;
}

/** Locked: two people saving the same draft take turns, and the later one sees the new revision. */
export async function lockTemplate(tx: Tx, id: string): Promise<TemplateRow | undefined> {
  const [row] = await tx.select().from(templates).where(eq(templates.id, id)).for("update");
  return row;
}

export async function insertTemplate(
  tx: Queryable,
  row: typeof templates.$inferInsert,
): Promise<TemplateRow> {
  const [inserted] = await tx.insert(templates).values(row).returning();
  if (!inserted) throw new Error("The template was not stored.");
  return inserted;
}

export async function updateTemplate(tx: Tx, id: string, changes: Partial<TemplateRow>): Promise<void> {
  await tx.update(templates).set(changes).where(eq(templates.id, id));
}

export async function insertVersion(tx: Queryable, row: typeof templateVersions.$inferInsert): Promise<void> {
  await tx.insert(templateVersions).values(row);
}

export async function codesTaken(db: Queryable, stem: string): Promise<string[]> {
  const rows = await db
    .select({ code: templates.code })
    .from(templates)
    .where(or(eq(templates.code, stem), sql`${templates.code} like ${`${stem}-%`}`));
  return rows.map((row) => row.code);
}

export async function knownCodes(db: Queryable, codes: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ code: templates.code })
    .from(templates)
    .where(inArray(templates.code, [...codes]));
  return new Set(rows.map((row) => row.code));
}

export async function listTemplates(db: Queryable, filter: { search: string; state: "live" | "archived" }) {
  const pattern = `%${filter.search.trim().replace(/[\\%_]/g, "\\$&")}%`;
  return db
    .select({
      id: templates.id,
      code: templates.code,
      name: templates.name,
      layout: templates.layout,
      locale: templates.locale,
      subject: sql<string>`coalesce(${templates.draft}->>'subject', '')`,
      currentVersion: templates.currentVersion,
      publishedAt: templateVersions.publishedAt,
      hasChanges: sql<boolean>`${templateVersions.version} is null or ${templateVersions.content} <> ${templates.draft}
        or ${templateVersions.layout} <> ${templates.layout} or ${templateVersions.locale} <> ${templates.locale}`,
      updatedAt: templates.updatedAt,
      archivedAt: templates.archivedAt,
    })
    .from(templates)
    .leftJoin(
      templateVersions,
      and(
        eq(templateVersions.templateId, templates.id),
        eq(templateVersions.version, templates.currentVersion),
      ),
    )
    .where(
      and(
        filter.state === "archived" ? isNotNull(templates.archivedAt) : isNull(templates.archivedAt),
        filter.search.trim() === ""
          ? undefined
          : or(
              ilike(templates.name, pattern),
              ilike(templates.code, pattern),
              sql`${templates.draft}->>'subject' ilike ${pattern}`,
            ),
      ),
    )
    .orderBy(desc(templates.updatedAt), templates.code)
    .limit(500);
}

export async function findVersion(
  db: Queryable,
  templateId: string,
  version: number,
): Promise<VersionRow | undefined> {
  const [row] = await db
    .select()
    .from(templateVersions)
    .where(and(eq(templateVersions.templateId, templateId), eq(templateVersions.version, version)));
  return row;
}

export async function listVersions(db: Queryable, templateId: string) {
  return db
    .select({
      version: templateVersions.version,
      subject: templateVersions.subject,
      layout: templateVersions.layout,
      locale: templateVersions.locale,
      publishedAt: templateVersions.publishedAt,
      publishedBy: users.name,
    })
    .from(templateVersions)
    .leftJoin(users, eq(users.id, templateVersions.publishedBy))
    .where(eq(templateVersions.templateId, templateId))
    .orderBy(desc(templateVersions.version))
    .limit(200);
}

/**
 * Campaigns whose letters are this template and may still go out: the published version of a running or paused one,
 * and older versions that people are still in. Read from the graphs themselves, wherever in them the id stands, so
 * that no register of uses can fall behind; the campaigns' code is not needed for it.
 */
export async function campaignsUsing(
  db: Queryable,
  templateId: string,
): Promise<{ id: string; name: string }[]> {
  const rows = await db.execute<{ id: string; name: string }>(sql`
    select c.id, c.name
    from campaigns c
    where c.archived_at is null and c.state in ('active', 'paused')
      and exists (
        select 1 from campaign_versions v
        where v.campaign_id = c.id
          and jsonb_path_exists(v.graph, '$.** ? (@ == $id)', jsonb_build_object('id', ${templateId}::text))
          and (v.version = c.current_version or exists (
            select 1 from campaign_participants p
            where p.campaign_id = c.id and p.version = v.version and p.state = 'active')))
    order by c.name`);
  return rows.map((row) => ({ id: row.id, name: row.name }));
}

export async function findCustomer(db: Queryable, id: number) {
  const [row] = await db.select().from(customers).where(eq(customers.id, id));
  return row && { ...row, attributes: spokenAttributes("customer", row.attributes, await loadFields(db)) };
}

/** The open cart of one customer as its row keeps it. */
export async function findCart(db: Queryable, customerId: number): Promise<CartSnapshot | undefined> {
  const rows = await db.execute<{
    items: unknown[];
    total_minor: number;
    currency: string | null;
    cart_url: string | null;
  }>(sql`
    select items, total_minor, currency, cart_url from carts
    where customer_id = ${customerId} and container = 'cart' and items_count > 0`);
  const [row] = rows;
  return (
    row && {
      items: row.items,
      totalMinor: Number(row.total_minor),
      currency: row.currency,
      cartUrl: row.cart_url,
    }
  );
}
export interface CartSnapshot {
  items: unknown[];
  totalMinor: number;
  currency: string | null;
  cartUrl: string | null;
}

/** Customers by name, email or phone, those with something in the cart first, the latest activity first. */
export async function findReaders(db: Queryable, search: string) {
  const words = search.trim();
  const pattern = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  const matches =
    words === ""
      ? sql`true`
      : sql`(
    c.email ilike ${pattern} or c.phone like ${pattern}
    or concat_ws(' ', c.first_name, c.last_name) ilike ${pattern} or c.external_id = ${words})`;
  // Two narrow looks instead of one wide sort: carts are few, customers are many.
  const rows = await db.execute<{ id: number; name: string; email: string | null; has_cart: boolean }>(sql`
    (select c.id, concat_ws(' ', c.first_name, c.last_name) as name, c.email, true as has_cart
      from carts k join customers c on c.id = k.customer_id
      where k.container = 'cart' and k.state = 'open' and k.items_count > 0 and c.state = 'active' and ${matches}
      order by k.last_action_at desc limit 10)
    union all
    (select c.id, concat_ws(' ', c.first_name, c.last_name) as name, c.email, false as has_cart
      from customers c
      where c.state = 'active' and ${matches}
        and not exists (select 1 from carts k where k.customer_id = c.id and k.container = 'cart' and k.items_count > 0)
      order by c.last_seen_at desc nulls last, c.id limit 10)`);
  return rows.map((row) => ({
    id: Number(row.id),
    name: row.name || (row.email ?? ""),
    email: row.email,
    hasCart: row.has_cart,
  }));
}

/** A few of the shop's own goods for an invented cart: pictured ones first, one of a category. */
export async function sampleProducts(db: Queryable, count: number) {
  const rows = await db.execute<{
    name: string;
    price_minor: number;
    url: string | null;
    image_url: string | null;
  }>(sql`
    select name, price_minor, url, image_url from (
      select distinct on (category_id) id, name, price_minor, url, image_url
      from products where is_available and price_minor > 0
      order by category_id, (image_url is null), id) one_each
    order by (image_url is null), id limit ${count}`);
  return [...rows];
}

export const contentOf = (row: { draft: unknown } | { content: unknown }): LetterContent =>
  ("draft" in row ? row.draft : row.content) as LetterContent;
