import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Db } from "./client";

/**
 * A connection of its own to the pool's database, for COPY: postgres.js leaves its connection hanging when a COPY
 * fails, `pg` reports the error and goes on.
 */
export async function connectForCopy(db: Db): Promise<pg.Client> {
  const { host, port, user, database, ssl, path } = db.$client.options;
  // Typed as null by the library; a text, or a function that gives one.
  const pass = db.$client.options.pass as unknown as string | null | (() => string | Promise<string>);
  const password = typeof pass === "function" ? await pass() : pass;
  const client = new pg.Client({
    host: path ? (path as string).replace(/\/\.s\.PGSQL\.\d+$/, "") : (host[0] ?? "localhost"),
    port: port[0] ?? 5432,
    user,
    database,
    application_name: "carillon copy",
    ...(password === null || password === undefined ? {} : { password }),
    ...(ssl
      ? {
          ssl:
            ssl === "require" || ssl === "allow" || ssl === "prefer"
              ? { rejectUnauthorized: false }
              : (ssl as object),
        }
      : {}),
  });
  // A lost connection is reported by the statement that meets it; without a listener it would end the process.
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** Streams lines of COPY's text format into `statement`; honours back pressure. */
export async function copyLines(
  client: pg.Client,
  statement: string,
  lines: AsyncIterable<string>,
): Promise<void> {
  const stream = client.query(copyFrom(statement));
  const finished = new Promise<void>((resolve, reject) => {
    stream.once("finish", resolve);
    stream.once("error", reject);
  });
  // Heard of even when nobody waits for it yet.
  finished.catch(() => {});
  try {
    let batch = "";
    for await (const line of lines) {
      batch += line;
      // Few large writes: one per row costs eight times the whole load.
      if (batch.length < 65_536) continue;
      if (!stream.write(batch))
        await Promise.race([new Promise((resolve) => stream.once("drain", resolve)), finished]);
      batch = "";
    }
    stream.end(batch);
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
  await finished;
}

/** One value of COPY's text format. */
export const copyValue = (value: string | number | null): string =>
  value === null
    ? "\\N"
    : typeof value === "number"
      ? String(value)
      : value.replace(/[\\\t\n\r]/g, (char) =>
          char === "\\" ? "\\\\" : char === "\t" ? "\\t" : char === "\n" ? "\\n" : "\\r",
        );
