import type { ISqlTypeFactory } from "mssql";
import { connectOutbound } from "@/server/platform/outbound";
import { connectTimeoutMs, type SqlSession, type SqlTarget } from "./session";

/**
 * SQL Server has no read-only session: a statement runs in a transaction that is always taken back, in one batch that
 * begins with our SELECT, and an account that may write is named when the connection is tested.
 */
export async function openMssql(target: SqlTarget): Promise<SqlSession> {
  const { default: mssql } = await import("mssql");
  const pool = new mssql.ConnectionPool({
    server: target.host,
    port: target.port,
    database: target.database,
    user: target.username,
    password: target.password,
    connectionTimeout: connectTimeoutMs,
    pool: { max: 1, min: 0 },
    options: {
      encrypt: target.tls !== "off",
      trustServerCertificate: target.tls !== "verify",
      readOnlyIntent: true,
      useUTC: true,
      appName: "carillon pull",
      connector: () => connectOutbound({ host: target.host, port: target.port, timeoutMs: connectTimeoutMs }),
      ...(target.ca ? { cryptoCredentialsDetails: { ca: target.ca } } : {}),
    },
  });
  pool.on("error", () => {});
  await pool.connect();
  return {
    async select(statement, timeoutMs) {
      const transaction = new mssql.Transaction(pool);
      await transaction.begin(mssql.ISOLATION_LEVEL.READ_COMMITTED);
      // A statement that fails may have taken the transaction back by itself.
      transaction.on("rollback", () => {});
      try {
        const request = transaction.request() as ReturnType<typeof transaction.request> & {
          arrayRowMode: boolean;
          overrides: { timeout?: number };
        };
        request.arrayRowMode = true;
        request.overrides = { timeout: timeoutMs };
        const result = await request.query(statement);
        const columns =
          (result as unknown as { columns: { name: string; type: ISqlTypeFactory }[][] }).columns[0] ?? [];
        const rows = (result.recordset ?? []) as unknown as unknown[][];
        return {
          columns: columns.map((column) => column.name),
          rows: rows.map((row) =>
            row.map((value, i) => asText(value, columns[i]?.type === mssql.DateTimeOffset)),
          ),
        };
      } finally {
        await transaction.rollback().catch(() => {});
      }
    },
    async describe() {
      const result = await pool.request().query<{ version: string; writes: number }>(`
        select cast(serverproperty('ProductVersion') as varchar(40)) as version,
          has_perms_by_name(db_name(), 'DATABASE', 'INSERT') | has_perms_by_name(db_name(), 'DATABASE', 'UPDATE')
            | has_perms_by_name(db_name(), 'DATABASE', 'DELETE') as writes`);
      const [row] = result.recordset;
      return { version: `SQL Server ${row?.version ?? ""}`, mayWrite: row?.writes === 1 };
    },
    close: () => pool.close().catch(() => {}),
  };
}

/** The driver gives JavaScript's values: back to text, dates without a zone as the clock they were. */
function asText(value: unknown, hasZone: boolean): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) {
    const iso = value.toISOString();
    return hasZone ? iso : iso.slice(0, -1).replace("T", " ");
  }
  if (Buffer.isBuffer(value)) return value.toString("hex");
  return String(value);
}
