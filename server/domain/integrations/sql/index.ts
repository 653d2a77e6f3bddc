/**
 * Rows from databases: PostgreSQL, MySQL and MariaDB, SQL Server.
 *
 * A connection keeps its password sealed. A query is one SELECT: it runs in a read-only transaction (SQL Server: in one
 * that is taken back), as a subquery of ours, through a protocol that takes one statement, within 60 s; and the test says
 * when the account may write. Its rows are mapped like a file's and applied by the same code, as an import with history,
 * rejects, dry run, cancel and undo.
 *
 * Packs. Rows come in order of a key column (a date or a growing number), 1,000 to 10,000 at a time; a pack ends where the
 * key changes. It is applied in one transaction with its counters and the position: a crash at any moment loses and
 * doubles nothing. `incremental`: the position is remembered, the next run begins there. Rows of the last value may
 * still be coming: they are asked for again, and those that were loaded are left out by their fingerprint. More than
 * 20,000 rows of one value are refused. `full`: every run begins anew; without a key at most 20,000 rows.
 */
export {
  createSqlConnection,
  createSqlQuery,
  deleteSqlConnection,
  deleteSqlQuery,
  restartSqlQuery,
  runSqlQuery,
  setSqlQueryActive,
  updateSqlConnection,
  updateSqlQuery,
} from "./commands";
export { startDuePulls } from "./due";
export {
  type ConnectionView,
  getSqlQuery,
  listSqlSources,
  previewSqlQuery,
  type QueryView,
  testSqlConnection,
} from "./queries";
