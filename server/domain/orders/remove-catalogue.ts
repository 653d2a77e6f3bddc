import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { type CommandContext, command } from "@/server/kernel/command";
import { conflict, notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { recordId } from "./schema";

type Noun = "product" | "category" | "store";
const tables = { product: sql`products`, category: sql`categories`, store: sql`stores` } as const;

/** Who would lose something. The first that is found is told; looking stops there. */
const users: Record<Noun, { holds(id: number): SQL; message: string }[]> = {
  product: [
    {
      holds: (id) => sql`select 1 from order_lines where product_id = ${id}`,
      message: "is in orders; set is_available to false instead.",
    },
    {
      holds: (id) => sql`select 1 from receipt_lines where product_id = ${id}`,
      message: "is in receipts; set is_available to false instead.",
    },
  ],
  category: [
    {
      holds: (id) => sql`select 1 from categories where parent_id = ${id}`,
      message: "has categories below it; move them first.",
    },
    {
      holds: (id) => sql`select 1 from products where category_id = ${id}`,
      message: "has products; move them first.",
    },
  ],
  store: [
    {
      holds: (id) => sql`select 1 from receipts where store_id = ${id}`,
      message: "has receipts; its history needs it.",
    },
    {
      holds: (id) => sql`select 1 from orders where store_id = ${id}`,
      message: "has orders; its history needs it.",
    },
  ],
};

/** Deletes what nothing depends on. Looking through long histories is given ten seconds, then refused for now. */
const remove = (noun: Noun) =>
  command({
    name: `orders.delete-${noun}`,
    permission: "products:write",
    input: recordId,
    async run(ctx, { id }) {
      const [row] = await ctx.db.execute<{ external_id: string; name: string }>(
        sql`select external_id, name from ${tables[noun]} where id = ${id} for update`,
      );
      if (!row) throw notFound(noun, publicId(noun, id));
      await refuseIfUsed(ctx, noun, id);
      await ctx.db.execute(sql`delete from ${tables[noun]} where id = ${id}`);
      ctx.audit({
        subjectType: noun,
        subjectId: publicId(noun, id),
        changes: { deleted: true, externalId: row.external_id, name: row.name },
      });
    },
  });

async function refuseIfUsed(ctx: CommandContext, noun: Noun, id: number): Promise<void> {
  await withTimeout(ctx.db, async () => {
    for (const { holds, message } of users[noun]) {
      const [found] = await ctx.db.execute(sql`${holds(id)} limit 1`);
      if (found) throw conflict(`${publicId(noun, id)} ${message}`);
    }
  });
}

async function withTimeout(tx: Tx, work: () => Promise<void>): Promise<void> {
  await tx.execute(sql`set local statement_timeout = '10s'`);
  await work();
  await tx.execute(sql`set local statement_timeout to default`);
}

export const deleteProduct = remove("product");
export const deleteCategory = remove("category");
export const deleteStore = remove("store");
