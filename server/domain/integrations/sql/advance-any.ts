import type { Context } from "@/server/kernel/context";
import { fileStore } from "@/server/platform/storage";
import { advanceImport } from "../imports/advance";
import { findImport } from "../imports/store";
import { advancePull } from "./pull";

/** Carries an import on, whether its rows come from a file or from a query. */
export async function advanceAny(
  context: Context,
  importId: string,
  budgetMs: number,
  store = fileStore(),
): Promise<{ done: boolean; isWaiting?: boolean }> {
  const record = await findImport(context.db, importId);
  return record?.sqlQueryId
    ? await advancePull(context, importId, budgetMs)
    : await advanceImport(context, importId, budgetMs, store);
}
