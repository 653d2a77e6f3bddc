import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import {
  bulkReading,
  createStaged,
  findKnown,
  noteStagedAttributes,
  replaying,
} from "@/server/domain/customers";
import { lockFields } from "@/server/domain/fields";
import { attributePrefix } from "../fields/catalogue";
import {
  type Applied,
  type ApplyMeta,
  addApplied,
  applyRows,
  nothing,
  recordFileConsents,
} from "./apply-rows";
import { blockOf, blockRows } from "./stage-people";
import { readStaged, stagingTable } from "./store";

/** Rows a transaction takes when many of them are people we know: short enough that others who touch them hardly wait. */
const carefulRows = 2_000;
/** More careful rows than this in a block, and it is taken in small steps. */
const maxCareful = 4_000;

/** How the last range went: a block of known people is asked about once, not at each of its steps. */
export interface Pace {
  isCareful: boolean;
}

/**
 * Applies customers from row `from` on, as far as one transaction should go, and says how far that was. People nobody
 * has met are made by set statements from the staging table; everybody else goes through `upsertCustomers`, in order.
 */
export async function applyPeople(
  tx: Tx,
  importId: string,
  from: number,
  total: number,
  meta: ApplyMeta,
  pace: Pace,
): Promise<{ applied: Applied; to: number }> {
  const table = stagingTable(importId);
  const isBlockStart = (from - 1) % blockRows === 0;
  const end = Math.min(total, (blockOf(from) + 1) * blockRows);
  const step = Math.min(end, from + carefulRows - 1);
  // Whoever changes fields or rules waits for us, and what they changed before is seen.
  await lockFields(tx, ["customer"]);
  const isStale = (await readAs(tx, table)) !== (await bulkReading(tx, meta.rules)).print;
  let to = isStale || (pace.isCareful && !isBlockStart) ? step : end;
  let known: number[] | undefined;
  if (to > step) {
    known = await findKnown(tx, { table, from, to });
    pace.isCareful = known.length + (await findNotPlain(tx, { table, from, to })).length > maxCareful;
    if (pace.isCareful) [to, known] = [step, undefined];
  }
  const range = { table, from, to };
  const { created, careful } = isStale
    ? { created: 0, careful: undefined }
    : await replaying(tx, async (inner) => {
        const there = known ?? (await findKnown(inner, range));
        // Only the first attempt may trust what was seen before.
        known = undefined;
        const made = await createStaged(inner, range, there, { via: "import", now: meta.now });
        return { created: made, careful: [...there, ...(await findNotPlain(inner, range))] };
      });
  const applied = { ...nothing(), created };
  if (created > 0 && careful) {
    const codes = meta.bound.map((one) => one.code);
    if (codes.some((code) => code.startsWith("subscription.")))
      await recordStagedConsents(tx, range, new Set(careful), meta.now);
    await noteStagedAttributes(
      tx,
      range,
      codes.flatMap((code) => (code.startsWith(attributePrefix) ? [code.slice(attributePrefix.length)] : [])),
    );
    await meta.journal?.createdFrom(tx, range, careful);
  }
  const rows = careful?.length === 0 ? [] : await readStaged(tx, importId, from, to, careful);
  for (let at = 0; at < rows.length; at += carefulRows)
    addApplied(applied, await applyRows(tx, rows.slice(at, at + carefulRows), meta));
  return { applied, to };
}

async function findNotPlain(tx: Tx, range: { table: string; from: number; to: number }): Promise<number[]> {
  const rows = await tx.execute<{ n: number }>(sql`
    select n from ${sql.raw(range.table)} where n between ${range.from}::int and ${range.to}::int and subject_id is null`);
  return rows.map((row) => row.n);
}
/** How the rows of a staging table were read. */
async function readAs(tx: Tx, table: string): Promise<string | null> {
  const [row] = await tx.execute<{ print: string | null }>(
    sql`select obj_description(to_regclass(${table}), 'pg_class') as print`,
  );
  return row?.print ?? null;
}

/** What new people said of letters, with its proof. */
async function recordStagedConsents(
  tx: Tx,
  range: { table: string; from: number; to: number },
  careful: ReadonlySet<number>,
  now: Date,
): Promise<void> {
  const rows = await tx.execute<{ n: number; subject_id: number; consents: string }>(sql`
    select n, subject_id, consents from ${sql.raw(range.table)}
    where n between ${range.from}::int and ${range.to}::int and consents is not null and subject_id is not null order by n`);
  await recordFileConsents(
    tx,
    rows
      .filter((row) => !careful.has(row.n))
      .map((row) => ({
        customerId: row.subject_id,
        words: JSON.parse(row.consents) as Record<string, string>,
      })),
    now,
  );
}
