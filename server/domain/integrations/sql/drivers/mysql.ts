import type { Connection, RowDataPacket } from "mysql2/promise";
import { connectOutbound } from "@/server/platform/outbound";
import { connectTimeoutMs, type SqlSession, type SqlTarget, tlsOptions } from "./session";

/** MySQL and MariaDB. */
export async function openMysql(target: SqlTarget): Promise<SqlSession> {
  const { createConnection } = await import("mysql2/promise");
  const ssl = tlsOptions(target);
  const socket = await connectOutbound({ host: target.host, port: target.port, timeoutMs: connectTimeoutMs });
  const client: Connection = await createConnection({
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.username,
    password: target.password,
    stream: () => socket,
    connectTimeout: connectTimeoutMs,
    multipleStatements: false,
    // A server that asks for local files gets none.
    flags: ["-LOCAL_FILES"],
    timezone: "Z",
    // Text as the server writes it, whatever the type. A TIMESTAMP is a moment and our session is in UTC: said so; a
    // DATETIME is what a clock on the wall showed.
    typeCast: (field) => {
      const text = field.string();
      return field.type === "TIMESTAMP" && text !== null ? `${text}Z` : text;
    },
    ...(ssl ? { ssl: { ...ssl, verifyIdentity: target.tls === "verify" } } : {}),
  });
  client.on("error", () => {});
  const [[found]] = await client.query<(RowDataPacket & { version: string })[]>(
    "select version() as version",
  );
  const version = found?.version ?? "";
  const isMaria = /mariadb/i.test(version);
  await client.query("set session transaction read only, session time_zone = '+00:00'").catch(async () => {
    await client.query("set session transaction read only");
    await client.query("set session time_zone = '+00:00'");
  });
  return {
    async select(statement, timeoutMs) {
      await client.query(
        isMaria
          ? `set session max_statement_time = ${timeoutMs / 1000}`
          : `set session max_execution_time = ${Math.round(timeoutMs)}`,
      );
      await client.query("start transaction read only");
      try {
        const [rows, fields] = await client.query<RowDataPacket[][]>({
          sql: statement,
          rowsAsArray: true,
          timeout: timeoutMs + 5_000,
        });
        return { columns: fields.map((field) => field.name), rows: rows as unknown as (string | null)[][] };
      } finally {
        await client.query("rollback").catch(() => {});
      }
    },
    async describe() {
      const [rows] = await client.query<(RowDataPacket & Record<string, string>)[]>("show grants");
      const grants = rows.map((row) => String(Object.values(row)[0])).join("\n");
      return {
        version: isMaria ? `MariaDB ${version}` : `MySQL ${version}`,
        mayWrite: /\b(ALL PRIVILEGES|INSERT|UPDATE|DELETE|DROP|CREATE|ALTER|FILE|SUPER)\b/.test(
          grants.replace(/ ON .*$/gm, ""),
        ),
      };
    },
    close: () => client.end().catch(() => client.destroy()),
  };
}
