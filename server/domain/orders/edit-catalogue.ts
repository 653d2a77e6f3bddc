import { isDeepStrictEqual } from "node:util";
import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import type { RowProblem } from "@/server/domain/customers";
import { type CommandContext, command } from "@/server/kernel/command";
import { AppError, notFound } from "@/server/platform/errors";
import { newUuid, publicId } from "@/server/platform/ids";
import {
  createCategory as createCategoryInput,
  editCategory as editCategoryInput,
  editProduct as editProductInput,
  editStore as editStoreInput,
} from "./schema";
import { type CatalogueResult, upsertCategories, upsertProducts, upsertStores } from "./upsert-catalogue";

type Noun = "product" | "category" | "store";
type Stored = { external_id: string } & Record<string, unknown>;
const tables = { product: sql`products`, category: sql`categories`, store: sql`stores` } as const;
/** Kept by the system: of no interest to who reads the audit log. */
const silent = new Set(["updated_at", "path", "created_at"]);

async function stored(tx: Tx, noun: Noun, id: number): Promise<Stored> {
  const [row] = await tx.execute<{ record: Stored }>(
    sql`select to_jsonb(t) as record from ${tables[noun]} t where id = ${id} for no key update`,
  );
  if (!row) throw notFound(noun, publicId(noun, id));
  return row.record;
}

/** Writes one record by the same rules as every door, and says in the audit log what was and what is. */
async function edit(
  ctx: CommandContext,
  noun: Noun,
  id: number,
  write: (externalId: string) => Promise<CatalogueResult[]>,
): Promise<{ changed: string[] }> {
  const before = await stored(ctx.db, noun, id);
  const [result] = await write(before.external_id);
  if (!result || result.outcome === "rejected") throw refusal(result?.problems ?? []);
  if (result.outcome === "unchanged") return { changed: [] };
  const after = await stored(ctx.db, noun, id);
  const changes = Object.fromEntries(
    Object.keys(after)
      .filter((name) => !silent.has(name) && !isDeepStrictEqual(before[name], after[name]))
      .map((name) => [name, { from: before[name], to: after[name] }]),
  );
  ctx.audit({ subjectType: noun, subjectId: publicId(noun, id), changes });
  return { changed: result.changed };
}

function refusal(problems: readonly RowProblem[]): AppError {
  const fields = problems.map(({ path, message }) => ({ path, message }));
  return new AppError("invalid", fields.map((field) => field.message).join(" ") || "The record is invalid.", {
    fields,
  });
}

export const editProduct = command({
  name: "orders.edit-product",
  permission: "products:write",
  input: editProductInput,
  run: (ctx, { id, values }) =>
    edit(ctx, "product", id, (externalId) =>
      upsertProducts(ctx.db, [{ ...values, externalId }], { now: ctx.clock.now() }),
    ),
});

export const editStore = command({
  name: "orders.edit-store",
  permission: "products:write",
  input: editStoreInput,
  run: (ctx, { id, values }) =>
    edit(ctx, "store", id, (externalId) =>
      upsertStores(ctx.db, [{ ...values, externalId }], { now: ctx.clock.now() }),
    ),
});

/** Renames a category or moves it, with everything below it. */
export const editCategory = command({
  name: "orders.edit-category",
  permission: "products:write",
  input: editCategoryInput,
  async run(ctx, { id, values: { parentId, ...values } }) {
    const parent = await parentOf(ctx.db, parentId, id);
    return edit(ctx, "category", id, (externalId) =>
      upsertCategories(ctx.db, [{ ...values, externalId, ...parent }], { now: ctx.clock.now() }),
    );
  },
});

export const createCategory = command({
  name: "orders.create-category",
  permission: "products:write",
  input: createCategoryInput,
  async run(ctx, { name, parentId, externalId = `category-${newUuid().slice(0, 8)}` }) {
    const [taken] = await ctx.db.execute(sql`select 1 from categories where external_id = ${externalId}`);
    if (taken) {
      const message = `Category ${externalId} exists already. Choose another ID.`;
      throw new AppError("conflict", message, { fields: [{ path: "externalId", message }] });
    }
    const parent = await parentOf(ctx.db, parentId ?? null);
    const [result] = await upsertCategories(ctx.db, [{ externalId, name, ...parent }], {
      now: ctx.clock.now(),
    });
    if (!result?.id) throw refusal(result?.problems ?? []);
    ctx.audit({
      subjectType: "category",
      subjectId: publicId("category", result.id),
      changes: { created: true, externalId, name },
    });
    return { id: result.id };
  },
});

/** The parent as the upsert names it. Its own subtree is no place for a category. */
async function parentOf(
  tx: Tx,
  parentId: number | null | undefined,
  id?: number,
): Promise<{ parent?: string | null }> {
  if (parentId === undefined) return {};
  if (parentId === null) return { parent: null };
  const [parent] = await tx.execute<{ external_id: string; name: string; is_below: boolean }>(sql`
    select external_id, name, ${id ?? 0} = any(path) as is_below from categories where id = ${parentId}`);
  if (!parent) throw notFound("category", publicId("category", parentId));
  if (parent.is_below) {
    const message =
      parentId === id
        ? "A category cannot lie within itself. Choose another place."
        : `“${parent.name}” lies within this category, so it cannot hold it. Choose another place.`;
    throw new AppError("invalid", message, { fields: [{ path: "parentId", message }] });
  }
  return { parent: parent.external_id };
}
