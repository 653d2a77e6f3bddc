/**
 * The way from a committed change to the workflow engine. Rows are taken in order, handed over, and deleted in one
 * transaction. The embedded executor stores them in that same transaction, so they move exactly once; a real Inngest is
 * told first and the rows go after, so it may be told twice and drops the second by its id.
 */
import { sql } from "drizzle-orm";
import { arrayParam, type Db, type Tx } from "@/server/db/client";
import type { Logger } from "@/server/platform/logger";

export interface OutgoingEvent {
  /** The engine drops a second event of the same id. */
  id: string;
  name: string;
  data: Record<string, unknown>;
}
/** Hands events over; throwing means none of them went. `tx` holds the rows. */
export type Deliver = (events: readonly OutgoingEvent[], tx: Tx) => Promise<void>;

type OutboxRow = { id: number; name: string; data: Record<string, unknown>; dedupeKey: string | null };

const batchSize = 200;
/** A row refused this often while others went is left for a person to look at. */
const maxAttempts = 20;

const asEvent = ({ id, name, data, dedupeKey }: OutboxRow): OutgoingEvent => ({
  id: `${name}:${dedupeKey ?? id}`,
  name,
  data,
});

async function take(tx: Tx, limit: number, afterId = 0): Promise<OutboxRow[]> {
  const rows = await tx.execute<OutboxRow>(sql`
    select id, name, data, dedupe_key as "dedupeKey" from outbox
    where id > ${afterId} and attempts < ${maxAttempts} order by id limit ${limit} for update skip locked`);
  return [...rows];
}

async function handOver(tx: Tx, rows: readonly OutboxRow[], deliver: Deliver): Promise<void> {
  await deliver(rows.map(asEvent), tx);
  await tx.execute(
    sql`delete from outbox where id = any(${arrayParam(
      rows.map((row) => row.id),
      "bigint",
    )})`,
  );
}

/**
 * One batch; how many rows went. When the batch as a whole is refused, its rows are tried one by one, so that one bad
 * event does not hold up the rest. Throws when nothing could be handed over at all: the engine is away.
 */
export async function relayOutbox(db: Db, deliver: Deliver): Promise<number> {
  try {
    return await db.transaction(async (tx) => {
      const rows = await take(tx, batchSize);
      if (rows.length > 0) await handOver(tx, rows, deliver);
      return rows.length;
    });
  } catch (error) {
    return await relayOneByOne(db, deliver, error);
  }
}

async function relayOneByOne(db: Db, deliver: Deliver, cause: unknown): Promise<number> {
  const refused: number[] = [];
  let sent = 0;
  for (let afterId = 0; refused.length + sent < batchSize; ) {
    let row: OutboxRow | undefined;
    try {
      await db.transaction(async (tx) => {
        [row] = await take(tx, 1, afterId);
        if (row) await handOver(tx, [row], deliver);
      });
      if (!row) break;
      sent += 1;
    } catch (error) {
      if (!row) throw error;
      refused.push(row.id);
      // Several in a row and none that went: it is not the events.
      if (sent === 0 && refused.length >= 3) throw cause;
    }
    afterId = row.id;
  }
  if (sent === 0 && refused.length > 0) throw cause;
  await db.execute(
    sql`update outbox set attempts = attempts + 1 where id = any(${arrayParam(refused, "bigint")})`,
  );
  return sent;
}

export interface RunningRelay {
  stop(): Promise<void>;
}
const pollMs = 2000;
const longestPauseMs = 30_000;

/** Relays as soon as a transaction announces something, and looks again every two seconds in case a notice was lost. */
export async function startOutboxRelay(db: Db, deliver: Deliver, log: Logger): Promise<RunningRelay> {
  let isStopping = false;
  let isNoticed = true;
  let wakeOn: { notice: boolean; wake(): void } | undefined;
  const notice = () => {
    isNoticed = true;
    if (wakeOn?.notice) wakeOn.wake();
  };
  /** After a failure a notice does not cut the pause short: it would only fail again. */
  const rest = (milliseconds: number, on: { notice: boolean }) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      wakeOn = { ...on, wake };
      if (isStopping || (on.notice && isNoticed)) wake();
    });

  const listening = await db.$client.listen("outbox", notice, notice);
  const finished = (async () => {
    let pauseMs = 500;
    while (!isStopping) {
      isNoticed = false;
      try {
        const sent = await relayOutbox(db, deliver);
        pauseMs = 500;
        if (sent < batchSize) await rest(pollMs, { notice: true });
      } catch (error) {
        log.warn({ err: error, pauseMs }, "the outbox could not be relayed; it is tried again");
        await rest(pauseMs, { notice: false });
        pauseMs = Math.min(longestPauseMs, pauseMs * 2);
      }
    }
  })();
  return {
    stop: async () => {
      isStopping = true;
      wakeOn?.wake();
      await finished;
      await listening.unlisten().catch(() => undefined);
    },
  };
}

/** Rows that were refused too often, and rows that have waited longer than a relay should let them. */
export async function outboxTroubles(db: Pick<Db, "execute">): Promise<{ refused: number; waiting: number }> {
  const rows = await db.execute<{ refused: number; waiting: number }>(sql`
    select count(*) filter (where attempts >= ${maxAttempts})::int as refused,
      count(*) filter (where attempts < ${maxAttempts} and at < now() - interval '1 minute')::int as waiting
    from outbox`);
  return rows[0] ?? { refused: 0, waiting: 0 };
}
