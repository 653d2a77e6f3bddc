import { sql } from "drizzle-orm";
import { z } from "zod";
import { arrayParam, type Queryable, toDate, toDateOrNull } from "@/server/db/client";
import { loadMergePeople } from "@/server/domain/customers";
import { compareRank, type MergePerson, mergeProfiles } from "@/server/domain/customers/merge/decide";
import { fieldCode, type Json, profileFields } from "@/server/domain/customers/model";
import { query } from "@/server/kernel/command";
import { invalid, notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { countPairs, pageOfPairs } from "./duplicates/pairs-store";
import { pairRules, rulesFor } from "./model";
import { duplicatesInput, previewInput } from "./schema";

/** One person of a comparison, with what makes her worth keeping. */
export interface ComparedPerson {
  id: number;
  createdAt: Date;
  purchases: number;
  revenueMinor: number;
  lastPurchaseAt: Date | null;
  lastSeenAt: Date | null;
  /** Identifiers beside those of the form. */
  identities: { kind: string; value: string }[];
}
export interface ComparedField {
  code: string;
  /** In the order of `people`. */
  values: Json[];
  /** Whose value the merged person has. */
  chosen: number;
  merged: Json;
}
export interface Comparison {
  people: ComparedPerson[];
  keepId: number;
  fields: ComparedField[];
}

interface FactRow extends Record<string, unknown> {
  id: number;
  created_at: string;
  last_seen_at: string | null;
  purchases: number | null;
  revenue_minor: number | null;
  last_purchase_at: string | null;
  identities: { kind: string; value: string }[] | null;
}

async function loadFacts(db: Queryable, ids: readonly number[]): Promise<Map<number, ComparedPerson>> {
  const rows = await db.execute<FactRow>(sql`
    select c.id, c.created_at, c.last_seen_at, m.purchases, m.revenue_minor, m.last_purchase_at,
      (select jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value) order by i.kind, i.value) from customer_identities i
        where i.customer_id = c.id and i.value is distinct from c.email and i.value is distinct from c.phone and i.value is distinct from c.external_id) as identities
    from customers c left join customer_metrics m on m.customer_id = c.id where c.id = any(${arrayParam([...ids], "bigint")})`);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        createdAt: toDate(row.created_at),
        purchases: row.purchases ?? 0,
        revenueMinor: row.revenue_minor ?? 0,
        lastPurchaseAt: toDateOrNull(row.last_purchase_at),
        lastSeenAt: toDateOrNull(row.last_seen_at),
        identities: row.identities ?? [],
      },
    ]),
  );
}

/** Field by field, and what the merged person would look like: the same decision that merging takes. */
function compare(
  group: readonly MergePerson[],
  facts: ReadonlyMap<number, ComparedPerson>,
  wish: { keepId?: number | undefined; choices?: Readonly<Record<string, number>> | undefined } = {},
): Comparison {
  const keeper = group.find((one) => one.id === wish.keepId) ?? [...group].sort(compareRank)[0];
  if (!keeper) throw new Error("A comparison needs people.");
  const ordered = [keeper, ...group.filter((one) => one.id !== keeper.id)];
  const { person, changed } = mergeProfiles(keeper, ordered.slice(1), wish.choices ?? {});
  const fields: ComparedField[] = [];
  const add = (code: string, read: (one: MergePerson) => Json) => {
    const values = ordered.map(read);
    const merged = read(person);
    if (values.every((value) => value === null)) return;
    fields.push({ code, values, merged, chosen: changed[code]?.of ?? keeper.id });
  };
  for (const field of profileFields) add(fieldCode(field), (one) => one.values[field]);
  for (const code of [...new Set(ordered.flatMap((one) => Object.keys(one.attributes)))].sort())
    add(`attributes.${code}`, (one) => one.attributes[code] ?? null);
  return { keepId: keeper.id, fields, people: ordered.flatMap((one) => facts.get(one.id) ?? []) };
}

/** What merging these people would make of them, before anybody does it. */
export const previewMerge = query({
  name: "customers.preview-merge",
  permission: "customers:read",
  input: previewInput,
  async run(ctx, { ids, keepId, choices }): Promise<Comparison> {
    const people = await loadMergePeople(ctx.db, ids);
    const group = ids.flatMap((id) => people.get(id) ?? []);
    if (group.length < 2)
      throw notFound("pair of customers", ids.map((id) => publicId("customer", id)).join(", "));
    return compare(group, await loadFacts(ctx.db, ids), { keepId, choices });
  },
});

const position = z.tuple([z.number().int(), z.number().int(), z.number().int()]);
function readCursor(text: string): [number, number, number] {
  try {
    return position.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw invalid("cursor: use the one of the page before.", [
      { path: "cursor", message: "is not one of ours" },
    ]);
  }
}

/** Pairs that may be one person, the surest first, with both sides and the person they would become. */
export const listDuplicates = query({
  name: "identity.list-duplicates",
  permission: "customers:read",
  input: duplicatesInput,
  async run(ctx, { cursor, limit, ...filter }) {
    const rows = await pageOfPairs(ctx.db, {
      ...filter,
      limit: limit + 1,
      after: cursor === undefined ? undefined : readCursor(cursor),
    });
    const page = rows.slice(0, limit);
    const ids = [...new Set(page.flatMap((pair) => [pair.customerId, pair.otherId]))];
    const [people, facts] = [await loadMergePeople(ctx.db, ids), await loadFacts(ctx.db, ids)];
    const last = page.at(-1);
    return {
      items: page.flatMap((pair) => {
        const group = [pair.customerId, pair.otherId].flatMap((id) => people.get(id) ?? []);
        if (group.length < 2) return [];
        return [{ ...pair, rules: rulesFor(pair.evidence), ...compare(group, facts) }];
      }),
      nextCursor:
        rows.length > limit && last
          ? Buffer.from(JSON.stringify([last.score, last.customerId, last.otherId])).toString("base64url")
          : null,
    };
  },
});
export type DuplicatePair = Awaited<ReturnType<typeof listDuplicates>>["items"][number];

/** How many pairs there are, by evidence and by rule: exact. */
export const countDuplicates = query({
  name: "identity.count-duplicates",
  permission: "customers:read",
  input: z.object({}),
  async run(ctx) {
    const [open, different, merging, byKind, ...byRule] = await Promise.all([
      countPairs(ctx.db, {}),
      countPairs(ctx.db, {}, "different"),
      countPairs(ctx.db, {}, "merging"),
      ctx.db.execute<{ kind: string; n: number }>(sql`
        select e->>'kind' as kind, count(*)::int as n from duplicate_suggestions d, jsonb_array_elements(d.evidence) e
        where d.state = 'open' and (e->>'points')::int > 0 group by 1 order by 2 desc`),
      ...pairRules.map((rule) => countPairs(ctx.db, { rule: rule.code })),
    ]);
    return {
      open,
      different,
      merging,
      byKind: byKind.map((row) => ({ kind: row.kind, count: row.n })),
      byRule: pairRules.map((rule, i) => ({ rule: rule.code, count: byRule[i] ?? 0 })),
    };
  },
});

export interface MergeLogEntry {
  id: number;
  donorId: number;
  donorKind: string;
  rule: string;
  at: Date;
  actor: string;
  undoneAt: Date | null;
  undoneBy: string | null;
  /** Rows that moved, by table; empty when the record of them is gone. */
  moved: Record<string, number>;
  canUndo: boolean;
  /** What a browser was known by, for visitors. */
  anonymousId: string | null;
}
/** Who was joined with this person, when, by what, and whether it can be taken back. */
export const listMerges = query({
  name: "customers.list-merges",
  permission: "customers:read",
  input: z.object({ customerId: z.number().int().positive() }),
  async run(ctx, { customerId }): Promise<MergeLogEntry[]> {
    const rows = await ctx.db.execute<
      Record<string, unknown> & {
        id: number;
        donor_id: number;
        donor_kind: string;
        rule: string;
        at: string;
        actor_label: string;
        undone_at: string | null;
        undone_by: string | null;
        moved: Record<string, number> | null;
        anonymous_id: string | null;
      }
    >(sql`
      select m.id, m.donor_id, m.donor_kind, m.rule, m.at, m.actor_label, m.undone_at, m.undone_by, m.details->>'anonymousId' as anonymous_id,
        (select jsonb_object_agg(table_name, n) from (
          select table_name, sum(jsonb_array_length(rows))::int as n from customer_merge_rows r where r.merge_id = m.id group by 1) t) as moved
      from customer_merges m where m.customer_id = ${customerId} order by m.at desc, m.id desc limit 200`);
    return rows.map((row) => ({
      id: row.id,
      donorId: row.donor_id,
      donorKind: row.donor_kind,
      rule: row.rule,
      at: toDate(row.at),
      actor: row.actor_label,
      undoneAt: toDateOrNull(row.undone_at),
      undoneBy: row.undone_by,
      moved: row.moved ?? {},
      canUndo: row.undone_at === null && (row.donor_kind === "visitor" || row.moved !== null),
      anonymousId: row.anonymous_id,
    }));
  },
});
