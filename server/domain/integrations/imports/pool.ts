import type { Db } from "@/server/db/client";
import type { Context } from "@/server/kernel/context";

/** A context whose database is the pool: an import opens transactions and connections of its own. */
export type PoolContext = Context & { readonly db: Db };

export function withPool(ctx: Context): PoolContext {
  if (!("$client" in ctx.db)) throw new Error("An import cannot run inside another transaction.");
  return { ...ctx, db: ctx.db };
}
