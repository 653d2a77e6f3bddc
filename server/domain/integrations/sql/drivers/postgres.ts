import pg from "pg";
import { outboundSocket } from "@/server/platform/outbound";
import { connectTimeoutMs, type SqlSession, type SqlTarget, tlsOptions } from "./session";

/** Values come as PostgreSQL writes them: nothing is rounded, nothing is turned into local time. */
const asWritten = { getTypeParser: () => (text: string) => text };

export async function openPostgres(target: SqlTarget): Promise<SqlSession> {
  const ssl = tlsOptions(target);
  const client = new pg.Client({
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.username,
    password: target.password,
    stream: outboundSocket,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: "carillon pull",
    types: asWritten,
    ...(ssl ? { ssl } : {}),
  });
  // A connection that breaks is told by the statement that meets it.
  client.on("error", () => {});
  await client.connect();
  await client.query(
    "set session characteristics as transaction read only; set time zone 'UTC'; set datestyle to iso; set intervalstyle to postgres",
  );
  return {
    async select(statement, timeoutMs) {
      await client.query("begin transaction isolation level repeatable read read only");
      try {
        await client.query(`set local statement_timeout = ${Math.round(timeoutMs)}`);
        // The extended protocol takes one statement and no more.
        const { fields, rows } = await client.query<(string | null)[]>({
          text: statement,
          rowMode: "array",
          queryMode: "extended",
        } as pg.QueryArrayConfig & { queryMode: "extended" });
        return { columns: fields.map((field) => field.name), rows };
      } finally {
        await client.query("rollback").catch(() => {});
      }
    },
    async describe() {
      const { rows } = await client.query<{ version: string; writes: string }>(`
        select current_setting('server_version') as version, (current_setting('is_superuser') = 'on' or exists (
          select from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)'
            and has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))) as writes`);
      return { version: `PostgreSQL ${rows[0]?.version ?? ""}`, mayWrite: rows[0]?.writes === "t" };
    },
    close: () => client.end().catch(() => {}),
  };
}
