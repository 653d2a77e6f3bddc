import { createHash } from "node:crypto";
import type { Db } from "@/server/db/client";
import { connectForCopy, copyLines, copyValue } from "@/server/db/copy";
import type { BulkReading } from "@/server/domain/customers";
import { invalid } from "@/server/platform/errors";
import type { FileStore } from "@/server/platform/storage";
import { bindMapping, contentColumns } from "../fields/mapping";
import { unifyBreaks } from "../files/format";
import { fileLimits } from "../files/limits";
import { createRowReader, type FileRow } from "../files/row-reader";
import { createPeopleReader, type PeopleReader, peopleColumns } from "./stage-people";
import { type ImportRecord, isStaged, stagingTable } from "./store";

export class Cancelled extends Error {}

/**
 * The whole file into a table of the import's own, by COPY, in one transaction: afterwards all rows are there, or
 * none. Unlogged: half the writing, and a crash of PostgreSQL that empties it is seen and repaired. Returns the number
 * of rows, or undefined when another process is at it. `progress` hears of every 20,000 rows; what it throws stops.
 */
export async function stageFile(
  db: Db,
  store: FileStore,
  record: ImportRecord,
  reading: BulkReading,
  now: Date,
  progress: (rows: number) => Promise<void>,
): Promise<number | undefined> {
  const client = await connectForCopy(db);
  const table = stagingTable(record.id);
  try {
    const lock = await client.query("select pg_try_advisory_lock(hashtextextended($1, 0)) as got", [
      record.id,
    ]);
    if (lock.rows[0]?.got !== true) return undefined;
    // Another may have staged it between the caller's look and our lock: its rows are being applied, and dropping the
    // table under them would end in a deadlock.
    if (await isStaged(db, record.id)) {
      await client.query("update imports set phase = 'applying' where id = $1", [record.id]);
      return record.rowsTotal;
    }
    await client.query("create schema if not exists staging");
    await client.query("begin");
    await client.query(`drop table if exists ${table}`);
    const bound = bindMapping(record.entity, record.mapping, record.format.columns);
    const content = contentColumns(record.entity, bound);
    const people = record.entity === "customers" ? createPeopleReader(db, bound, reading, now) : undefined;
    await client.query(`create unlogged table ${table} (n int not null, row_no int not null, cells text not null,
      broken text, content text, occurrence int not null default 1
      ${people ? peopleColumns.map(({ name, type }) => `, ${name} ${type}`).join("") : ""})`);
    // How its rows were read stays with them.
    await client.query(`comment on table ${table} is ${client.escapeLiteral(reading.print)}`);
    const counter = { rows: 0 };
    const lines = stagedLines(readRows(store, record), record, { content, people, counter, progress });
    const columns = ["n", "row_no", "cells", "broken", "content"];
    if (people) columns.push(...peopleColumns.map(({ name }) => name));
    await copyLines(client, `copy ${table} (${columns.join(", ")}) from stdin`, lines);
    await client.query(`alter table ${table} add primary key (n)`);
    // Rows of equal content are told apart by which of them they are; only the repeated ones are written again.
    if (content.length > 0)
      await client.query(`update ${table} t set occurrence = r.k from (
        select n, row_number() over (partition by content order by n) as k from ${table} where content is not null) r
        where r.n = t.n and r.k > 1`);
    await client.query(`analyze ${table}`);
    await client.query(
      `update imports set phase = 'applying', rows_total = $2,
        rows_staged = case when is_dry_run then 0 else $2 end, updated_at = now() where id = $1`,
      [record.id, counter.rows],
    );
    await client.query("commit");
    return counter.rows;
  } finally {
    // Closing ends the transaction and frees the advisory lock, whatever happened.
    await client.end().catch(() => {});
  }
}

/** Rows of the stored file as text, header first, some at a time. */
async function* readRows(store: FileStore, record: ImportRecord): AsyncIterable<FileRow[]> {
  const decoder = new TextDecoder(record.format.encoding);
  const reader = createRowReader(record.format.delimiter);
  let isFirst = true;
  for await (const chunk of await store.read(record.fileKey)) {
    let text = unifyBreaks(decoder.decode(chunk as Uint8Array, { stream: true }));
    if (isFirst && text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    isFirst = false;
    yield reader.push(text);
  }
  yield reader.push(decoder.decode());
  yield reader.end();
}

interface Staging {
  content: readonly number[];
  people: PeopleReader | undefined;
  counter: { rows: number };
  progress: (rows: number) => Promise<void>;
}

/** Lines of COPY, those of one piece of the file together: a promise per row would cost more than the row. */
async function* stagedLines(
  pieces: AsyncIterable<FileRow[]>,
  record: ImportRecord,
  { content, people, counter, progress }: Staging,
): AsyncIterable<string> {
  const width = record.format.columns.length;
  let isHeader = record.format.hasHeader;
  for await (const rows of pieces) {
    await people?.prepare(rows.length);
    let lines = "";
    for (const row of rows) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      counter.rows++;
      if (counter.rows > fileLimits.rows)
        throw invalid(`The file has more than ${fileLimits.rows} rows. Split it.`);
      if (counter.rows % 20_000 === 0) await progress(counter.rows);
      lines += stagedLine(row, counter.rows, width, content, people);
    }
    yield lines;
  }
}

function stagedLine(
  row: FileRow,
  n: number,
  width: number,
  content: readonly number[],
  people: PeopleReader | undefined,
): string {
  const broken = row.broken ?? (hasTooMany(row.cells, width) ? "too_many_cells" : null);
  const fingerprint =
    content.length > 0 && broken === null ? fingerprintOf(content.map((column) => row.cells[column])) : null;
  const cells = JSON.stringify(row.cells.length > width + 20 ? row.cells.slice(0, width + 20) : row.cells);
  const person = people ? `\t${people.read(row.cells, n, broken !== null)}` : "";
  return `${n}\t${row.line}\t${copyValue(cells)}\t${copyValue(broken)}\t${copyValue(fingerprint)}${person}\n`;
}

const hasTooMany = (cells: readonly string[], width: number) =>
  cells.length > width && cells.slice(width).some((cell) => cell.trim() !== "");

const fingerprintOf = (cells: readonly (string | undefined)[]) =>
  createHash("sha256")
    .update(cells.map((cell) => cell?.trim() ?? "").join("\u001f"))
    .digest("hex")
    .slice(0, 24);
