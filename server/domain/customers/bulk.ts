/**
 * New people by the hundred thousand, straight from a staging table: what `upsertCustomers` would do with them, without
 * carrying them through the process a second time.
 *
 * A row is plain when it was read without a problem, names somebody, and none of its identifiers came earlier in its
 * block. Only such rows are staged with canonical values and a number of their own (`stagedCustomer`). When a block is
 * applied, the plain rows of which no identifier is known (`findKnown`) are people nobody has met: they are created by
 * four set statements (`createStaged`). Every other row goes through `upsertCustomers`, after them, in order. That is
 * the same as one after another: a plain row shares no identifier with any row before it in the block, so nothing
 * before it could find or change what it makes, and everything after it sees it.
 */
import { sql } from "drizzle-orm";
import { isUniqueViolation, type Queryable, type Tx } from "@/server/db/client";
import { copyValue } from "@/server/db/copy";
import { loadFields, lockFields, noteSeenAttributes } from "@/server/domain/fields";
import { loadIdentityRules, suppressionHash } from "./identity-store";
import { identityCodes, identityKey, identityKinds } from "./model";
import { LostRace } from "./replay";
import type { CustomerWrite, ReadingRules } from "./row";
import { profileColumns } from "./store";

/** Columns of a staging table that `stagedCustomer` fills; they follow the table's own. */
export const stagedColumns = [
  { name: "subject_id", type: "bigint" },
  ...profileColumns.map(({ name, type }) => ({ name, type })),
  { name: "attributes", type: "jsonb" },
];
const careful = stagedColumns.map(() => "\\N").join("\t");

/** How staged rows are read. `print` tells whether rows staged earlier were read the same way. */
export interface BulkReading {
  rules: ReadingRules;
  print: string;
  /** Every kind of the form names a person by itself: otherwise no row is plain. */
  allowsPlain: boolean;
}
export async function bulkReading(db: Queryable, given: ReadingRules): Promise<BulkReading> {
  const fields = await loadFields(db);
  const identity = await loadIdentityRules(db);
  const print = JSON.stringify([fields.version, given, [...identity.values()]]);
  const allowsPlain = identityKinds.every((kind) => identity.get(identityCodes[kind])?.mayDecide !== false);
  return { rules: { ...given, fields, identity }, print, allowsPlain };
}

/** Judges rows in the order of the file; `startBlock` where a new block of the apply begins. */
export function createStager() {
  const seen = new Set<string>();
  return {
    startBlock: () => seen.clear(),
    /** The values of `stagedColumns` in COPY's text format. `nextId` is asked for plain rows only. */
    stagedCustomer(write: CustomerWrite | undefined, nextId: () => number): string {
      if (write === undefined || !isPlain(write, seen)) return careful;
      let line = String(nextId());
      for (const { field } of profileColumns) line += `\t${copyValue(write.values[field] ?? null)}`;
      return `${line}\t${copyValue(attributesOf(write))}`;
    },
  };
}

/** Notes the row's identifiers even when it is not plain: later rows must not overtake it. */
function isPlain(write: CustomerWrite, seen: Set<string>): boolean {
  let isNew =
    write.problems.length === 0 && write.id === undefined && !write.isDated && write.extras.length === 0;
  let isNamed = false;
  for (const kind of identityKinds) {
    const value = write.keys[kind];
    if (value === undefined) continue;
    isNamed = true;
    const key = identityKey(kind, value);
    if (seen.has(key)) isNew = false;
    else seen.add(key);
  }
  return isNew && isNamed;
}

function attributesOf(write: CustomerWrite): string {
  let text = "";
  for (const [code, value] of Object.entries(write.attributes))
    if (value !== null) text += `${text === "" ? "" : ","}${JSON.stringify(code)}:${JSON.stringify(value)}`;
  return `{${text}}`;
}

/** Rows `from` up to and including `to` of a staging table (its name is ours, never input). */
export interface StagedRange {
  table: string;
  from: number;
  to: number;
}
const within = ({ from, to }: StagedRange) =>
  sql`s.n between ${from}::int and ${to}::int and s.subject_id is not null`;

/** Plain rows that cannot be made as they are: an identifier is somebody's by now, is refused, or was erased with her. */
export async function findKnown(tx: Tx, range: StagedRange): Promise<number[]> {
  const table = sql.raw(range.table);
  const [some] = await tx.execute<{ refused: boolean; suppressed: boolean }>(sql`
    select exists (select 1 from identity_refusals) as refused, exists (select 1 from suppressions) as suppressed`);
  const looks = identityKinds.flatMap((kind) => {
    const code = identityCodes[kind];
    const column = sql.raw(`s.${code}`);
    const rows = sql`select s.n from ${table} s`;
    const owned = sql`${rows} join customer_identities i on i.kind = ${code} and i.value = ${column} where ${within(range)}`;
    const refused = sql`${rows} join identity_refusals r on r.kind in ('', ${code}) and r.value = lower(${column}) where ${within(range)}`;
    const erased = sql`${rows} join suppressions p on p.hash = ${suppressionHash(`'${code}'`, `s.${code}`)} where ${within(range)}`;
    return [owned, ...(some?.refused ? [refused] : []), ...(some?.suppressed ? [erased] : [])];
  });
  const rows = await tx.execute<{ n: number }>(sql.join(looks, sql` union `));
  return rows.map((row) => row.n);
}

/** Fields nobody has described yet are remembered with a sample, as every write does. */
export async function noteStagedAttributes(
  tx: Tx,
  range: StagedRange,
  codes: readonly string[],
): Promise<void> {
  const fields = await lockFields(tx, ["customer"]);
  const samples: Record<string, unknown> = {};
  for (const code of codes.filter((one) => !fields.isKnownAttribute("customer", one))) {
    const [row] = await tx.execute<{ sample: unknown }>(sql`
      select s.attributes -> ${code}::text as sample from ${sql.raw(range.table)} s
      where ${within(range)} and s.attributes ? ${code}::text limit 1`);
    if (row) samples[code] = row.sample;
  }
  await noteSeenAttributes(tx, "customer", [samples], fields);
}

/**
 * Makes the people of the plain rows, but for those in `known`. Throws LostRace when somebody took one of their
 * identifiers since. Identifiers are claimed in one order, before anything larger is written.
 */
export async function createStaged(
  tx: Tx,
  range: StagedRange,
  known: readonly number[],
  meta: { via: string; now: Date },
): Promise<number> {
  const table = sql.raw(range.table);
  const left = known.length === 0 ? sql`` : sql`and s.n <> all(${sql.param(known)}::int[])`;
  const fresh = sql`from ${table} s where ${within(range)} ${left}`;
  const now = sql`${meta.now.toISOString()}::timestamptz`;
  const [wanted] = await tx.execute<{ people: number }>(sql`select count(*)::int as people ${fresh}`);
  if (!wanted || wanted.people === 0) return 0;
  const claims = identityKinds.map((kind) => {
    const column = sql.raw(identityCodes[kind]);
    return sql`select ${identityCodes[kind]}::text as kind, s.${column} as value, s.subject_id ${fresh} and s.${column} is not null`;
  });
  // Without "on conflict": that writes each row twice as carefully, for a race that hardly ever happens.
  await tx
    .execute(sql`
    insert into customer_identities (kind, value, customer_id, added_via, added_at)
    select r.kind, r.value, r.subject_id, ${meta.via}, ${now} from (${sql.join(claims, sql` union all `)}) r
    order by r.kind, r.value`)
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new LostRace() : error;
    });
  const columns = sql.raw(profileColumns.map(({ name }) => name).join(", "));
  const values = sql.raw(profileColumns.map(({ name }) => `s.${name}`).join(", "));
  await tx.execute(sql`
    insert into customers (id, ${columns}, attributes, field_times, created_via, created_at, updated_at)
    select s.subject_id, ${values}, s.attributes, jsonb_build_object('*', ${meta.now.toISOString()}::text), ${meta.via}, ${now}, ${now}
    ${fresh}`);
  await tx.execute(
    sql`insert into customer_metrics (customer_id, updated_at) select s.subject_id, ${now} ${fresh}`,
  );
  return wanted.people;
}
