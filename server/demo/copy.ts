import { once } from "node:events";
import type { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";

type Cell = string | number | boolean | Date | null | undefined;

/** COPY's text format: tab between cells, \N for null. */
function encode(cell: Cell): string {
  if (cell === null || cell === undefined) return "\\N";
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell !== "string") return String(cell);
  return cell.replace(
    /[\\\t\n\r]/g,
    (sign) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" })[sign] ?? sign,
  );
}

/** Streams rows into a table; resolves with their number when the server has taken them all. */
export async function copyRows(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Promise<number> {
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
  let count = 0;
  let chunk: string[] = [];
  const flush = async () => {
    if (chunk.length === 0) return;
    const ready = stream.write(`${chunk.join("\n")}\n`);
    chunk = [];
    if (!ready) await once(stream, "drain");
  };
  const done = new Promise<void>((resolve, reject) => {
    stream.once("finish", resolve);
    stream.once("error", reject);
  });
  for (const row of rows) {
    chunk.push(row.map(encode).join("\t"));
    count++;
    if (chunk.length >= 1000) await flush();
  }
  await flush();
  stream.end();
  await done;
  return count;
}
