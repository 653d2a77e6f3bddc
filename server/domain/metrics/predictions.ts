import { sql } from "drizzle-orm";
import { type Db, jsonParam, type Tx } from "@/server/db/client";
import { streamRows } from "@/server/db/stream-rows";
import { projectScope } from "@/server/domain/segments";
import { localDay } from "@/server/domain/segments/moments";
import type { Context } from "@/server/kernel/context";
import {
  type BgNbd,
  expectedPurchases,
  fitBgNbd,
  type PurchaseHistory,
  probabilityActive,
  probabilityOfPurchase,
} from "./predict/bg-nbd";
import { expectedPurchaseValue, fitGammaGamma, type GammaGamma, type Spending } from "./predict/gamma-gamma";

/** Histories a fit is made of; beyond them it only takes longer. Chosen by a hash, so that the same base gives the same fit. */
const mostHistories = 50_000;
/** Fewer customers than this who came again say nothing about the rest. */
export const leastRepeaters = 50;
const week = 7;
const yearWeeks = 365 / week;
const monthWeeks = 30 / week;

interface HabitRow extends Record<string, unknown> {
  customer_id: number;
  visits: number;
  first_on: string;
  last_on: string;
  age_days: number;
  span_days: number;
  average_minor: number;
}

export interface PredictionResult {
  customers: number;
  /** Too few customers came again: nothing is predicted, and former predictions are gone. */
  isTooSmall: boolean;
}

/**
 * Fits the models to what is known today and says of every customer who bought what to expect of her: purchases by
 * BG/NBD over visits (days with a purchase), their value by gamma-gamma over the average purchase, both without a
 * discount for time. Rewrites all predictions in one transaction.
 */
export async function predictEverybody(ctx: Context): Promise<PredictionResult> {
  const now = ctx.clock.now();
  const today = localDay(now, (await projectScope(ctx.db, now)).zone);
  return await (ctx.db as Db).transaction(async (tx) => {
    const sample = await tx.execute<HabitRow>(sql`
      ${habits(today)} order by hashint8(customer_id), customer_id limit ${mostHistories}`);
    const repeaters = sample.filter((row) => row.visits > 1);
    await tx.execute(sql`delete from predictions`);
    if (repeaters.length < leastRepeaters) {
      await tx.execute(sql`delete from prediction_models`);
      return { customers: 0, isTooSmall: true };
    }
    const counting = fitBgNbd(
      grouped(sample.map(historyOf), ({ repeats, lastAt, age }) => [repeats, lastAt, age]),
    );
    const spending = fitGammaGamma(repeaters.filter((row) => row.average_minor > 0).map(spendingOf));
    for (const [name, fit] of [
      ["bg_nbd", counting],
      ["gamma_gamma", spending],
    ] as const)
      await tx.execute(sql`
        insert into prediction_models (name, parameters, customers, log_likelihood, has_converged, as_of, fitted_at)
        values (${name}, ${jsonParam(fit.parameters)}, ${sample.length}, ${fit.logLikelihood}, ${fit.hasConverged}, ${today}::date, ${now.toISOString()}::timestamptz)
        on conflict (name) do update set parameters = excluded.parameters, customers = excluded.customers,
          log_likelihood = excluded.log_likelihood, has_converged = excluded.has_converged, as_of = excluded.as_of, fitted_at = excluded.fitted_at`);
    return {
      customers: await writeAll(ctx.db as Db, tx, today, counting.parameters, spending.parameters),
      isTooSmall: false,
    };
  });
}

const habits = (today: string) => sql`
  select customer_id, visits, first_on::text, last_on::text, ${today}::date - first_on as age_days, last_on - first_on as span_days, average_minor
  from purchase_metrics where first_on <= ${today}::date and last_on <= ${today}::date`;

const historyOf = (row: HabitRow): PurchaseHistory => ({
  repeats: row.visits - 1,
  lastAt: row.span_days / week,
  age: row.age_days / week,
});
const spendingOf = (row: HabitRow): Spending => ({ purchases: row.visits, mean: row.average_minor });

/** Equal histories once, with their number: a fit looks at each of them thousands of times. */
function grouped(
  histories: readonly PurchaseHistory[],
  key: (history: PurchaseHistory) => number[],
): PurchaseHistory[] {
  const byKey = new Map<string, PurchaseHistory>();
  for (const history of histories) {
    const text = key(history).join(" ");
    const known = byKey.get(text);
    byKey.set(text, { ...history, weight: (known?.weight ?? 0) + 1 });
  }
  return [...byKey.values()];
}

async function writeAll(
  db: Db,
  tx: Tx,
  today: string,
  counting: BgNbd,
  spending: GammaGamma,
): Promise<number> {
  let customers = 0;
  for await (const batch of streamRows<HabitRow>(db, habits(today), 5000)) {
    const rows = batch.map((row) => predict(row, counting, spending));
    customers += rows.length;
    await tx.execute(sql`
      insert into predictions (customer_id, probability_active, purchase_probability_30d, expected_purchases_12m, expected_check_minor, cltv12m_minor, as_of)
      select r.id, r.active, r.soon, r.expected, r.value, round(r.expected * r.value)::bigint, ${today}::date
      from jsonb_to_recordset(${jsonParam(rows)}) as r(id bigint, active float8, soon float8, expected float8, value bigint)`);
  }
  return customers;
}

function predict(row: HabitRow, counting: BgNbd, spending: GammaGamma) {
  const history = historyOf(row);
  const value = row.average_minor > 0 ? expectedPurchaseValue(spending, spendingOf(row)) : 0;
  return {
    id: row.customer_id,
    active: probabilityActive(counting, history),
    soon: probabilityOfPurchase(counting, history, monthWeeks),
    expected: expectedPurchases(counting, history, yearWeeks),
    value: Math.round(Number.isFinite(value) ? value : row.average_minor),
  };
}
