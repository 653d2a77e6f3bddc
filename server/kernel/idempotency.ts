import { and, eq, lt, sql } from "drizzle-orm";
import { type Db, instantParam, type Queryable, type Tx } from "@/server/db/client";
import { idempotencyKeys } from "@/server/db/schema";
import { decryptSecret, encryptSecret } from "@/server/platform/crypto";
import { AppError } from "@/server/platform/errors";

/** One request as its sender names it: the key is the sender's, its scope the API key and the operation. */
export interface RequestKey {
  apiKeyId: string;
  operation: string;
  key: string;
}
export interface KeptAnswer {
  status: number;
  body: string;
}
export interface Outcome {
  answer: KeptAnswer;
  /** The answer of the first time; nothing was done now. */
  isReplayed: boolean;
}

const keptMs = 24 * 3_600_000;

const inProgress = () =>
  new AppError("conflict", "A request with this Idempotency-Key is still at work. Repeat it in a moment.", {
    retryAfterSeconds: 1,
  });
const otherRequest = () =>
  new AppError(
    "unprocessable",
    "This Idempotency-Key was used for another request within 24 hours. Make a new key for each request; repeat one unchanged.",
    { fields: [{ path: "Idempotency-Key", message: "stands for another request" }] },
  );

/**
 * Does a request's work once, however often it is sent. The work runs in one transaction, and its answer is saved in
 * that transaction: a crash at any moment leaves both or neither, so a repetition replays or begins anew, and nothing
 * waits for a lease. Who is at work holds an advisory lock that the database drops with the connection.
 * Work that throws leaves nothing behind, not even the key: it may be corrected and sent again.
 */
export function runOnce(
  db: Db,
  request: RequestKey,
  fingerprint: string,
  now: Date,
  work: (tx: Tx) => Promise<KeptAnswer>,
): Promise<Outcome> {
  return db.transaction(async (tx) => {
    const name = JSON.stringify([request.apiKeyId, request.operation, request.key]);
    const [lock] = await tx.execute<{ is_mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 20)) as is_mine`,
    );
    if (!lock?.is_mine) throw inProgress();
    const kept = await findAnswer(tx, request, fingerprint, now);
    if (kept) return { answer: kept, isReplayed: true };
    const answer = await work(tx);
    await save(tx, request, fingerprint, now, { ...answer, leaseUntil: null });
    return { answer, isReplayed: false };
  });
}

const leaseMs = 10 * 60_000;

/**
 * The same for work that cannot run in one transaction (an upload that takes minutes): the key is claimed before and
 * the answer saved after. Who dies in between leaves a lease; when it ends the work may be done again, so it must be
 * harmless to repeat. `fingerprint` is known when the work is done, or when `skip` has read the request to its end.
 */
export async function runWithLease(
  db: Db,
  request: RequestKey,
  now: Date,
  steps: { work(): Promise<KeptAnswer>; skip(): Promise<void>; fingerprint(): string },
): Promise<Outcome> {
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const [claimed] = await db
    .insert(idempotencyKeys)
    .values({ ...request, fingerprint: "", leaseUntil, createdAt: now })
    .onConflictDoUpdate({
      target: [idempotencyKeys.apiKeyId, idempotencyKeys.operation, idempotencyKeys.key],
      set: { fingerprint: "", status: null, body: null, leaseUntil, createdAt: now },
      setWhere: sql`coalesce(${idempotencyKeys.leaseUntil} < ${instantParam(now)}, ${idempotencyKeys.createdAt} < ${instantParam(new Date(now.getTime() - keptMs))})`,
    })
    .returning({ key: idempotencyKeys.key });
  if (!claimed) {
    await steps.skip();
    const kept = await findAnswer(db, request, steps.fingerprint(), now);
    if (!kept) throw inProgress();
    return { answer: kept, isReplayed: true };
  }
  try {
    const answer = await steps.work();
    await save(db, request, steps.fingerprint(), now, { ...answer, leaseUntil: null });
    return { answer, isReplayed: false };
  } catch (error) {
    await db.delete(idempotencyKeys).where(and(isRequest(request), eq(idempotencyKeys.fingerprint, "")));
    throw error;
  }
}

const isRequest = (request: RequestKey) =>
  and(
    eq(idempotencyKeys.apiKeyId, request.apiKeyId),
    eq(idempotencyKeys.operation, request.operation),
    eq(idempotencyKeys.key, request.key),
  );

/** The answer of the first time, if there was one in the last day. Throws when the key stood for another request. */
async function findAnswer(
  db: Queryable,
  request: RequestKey,
  fingerprint: string,
  now: Date,
): Promise<KeptAnswer | undefined> {
  const [row] = await db.select().from(idempotencyKeys).where(isRequest(request));
  if (!row || now.getTime() - row.createdAt.getTime() >= keptMs) return undefined;
  if (row.status === null) {
    if (row.leaseUntil && row.leaseUntil > now) throw inProgress();
    return undefined;
  }
  if (row.fingerprint !== fingerprint) throw otherRequest();
  return { status: row.status, body: row.body === null ? "" : decryptSecret(row.body) };
}

async function save(
  db: Queryable,
  request: RequestKey,
  fingerprint: string,
  now: Date,
  result: KeptAnswer & { leaseUntil: null },
): Promise<void> {
  // Answers hold people's data, and sometimes a new secret: nobody reads them in the table.
  const kept = { fingerprint, ...result, body: encryptSecret(result.body), createdAt: now };
  await db
    .insert(idempotencyKeys)
    .values({ ...request, ...kept })
    .onConflictDoUpdate({
      target: [idempotencyKeys.apiKeyId, idempotencyKeys.operation, idempotencyKeys.key],
      set: kept,
    });
}

/** Forgets what is older than a day. */
export async function forgetAnswers(db: Queryable, now: Date): Promise<number> {
  const gone = await db
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, new Date(now.getTime() - keptMs)))
    .returning({ key: idempotencyKeys.key });
  return gone.length;
}
