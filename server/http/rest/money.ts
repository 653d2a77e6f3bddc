import { readSettings } from "@/server/domain/account";
import { fromMinor } from "@/server/domain/fields/values/money";
import type { Context } from "@/server/kernel/context";

/** Amounts as this door writes them: decimals of the project's currency. */
export async function moneyOf(ctx: Context): Promise<(minor: number) => number> {
  const { currency } = await readSettings(ctx.db);
  return (minor) => fromMinor(minor, currency);
}
