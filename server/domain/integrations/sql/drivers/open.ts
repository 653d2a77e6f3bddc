import { AppError } from "@/server/platform/errors";
import type { SqlKind } from "../model";
import { openMssql } from "./mssql";
import { openMysql } from "./mysql";
import { openPostgres } from "./postgres";
import { type SqlSession, type SqlTarget, sqlProblem } from "./session";

const open: Record<SqlKind, (target: SqlTarget) => Promise<SqlSession>> = {
  postgres: openPostgres,
  mysql: openMysql,
  mssql: openMssql,
};

/** Opens a session, works in it, closes it. What the database says against it comes as an error for people. */
export async function withSession<T>(
  target: SqlTarget,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  let session: SqlSession | undefined;
  try {
    session = await open[target.kind](target);
    const own = session;
    return await work({
      ...own,
      select: (statement, timeoutMs) =>
        own.select(statement, timeoutMs).catch((error: unknown) => {
          throw sqlProblem(error, target);
        }),
    });
  } catch (error) {
    throw session === undefined && !(error instanceof AppError) ? sqlProblem(error, target) : error;
  } finally {
    await session?.close();
  }
}
