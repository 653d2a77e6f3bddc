import { sql } from "drizzle-orm";
import { type Queryable, toDate, toDateOrNull } from "@/server/db/client";
import { customerTables } from "@/server/db/customer-tables";
import { readSettings } from "@/server/domain/account";
import { liftSuppression, loadIdentityRules, survivorsOf } from "@/server/domain/customers";
import { readIdentity } from "@/server/domain/customers/identity-rules";
import { command, query } from "@/server/kernel/command";
import { conflict, invalid, notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { erasureRequested } from "../events";
import { customerRef, erasureInput, erasuresInput, liftInput } from "../schema";

async function subjectsOf(db: Queryable, asked: number): Promise<{ id: number; ids: number[] }> {
  const id = (await survivorsOf(db, [asked])).get(asked);
  const rows = await db.execute<{ id: number; state: string }>(
    sql`select id, state from customers where id = ${id ?? 0} or merged_into = ${id ?? 0} order by id`,
  );
  if (id === undefined || rows.find((row) => row.id === id)?.state !== "active")
    throw notFound("customer", publicId("customer", asked));
  return { id, ids: rows.map((row) => row.id) };
}

/** What erasing her would take away, and what would stay without anything of hers. */
export const previewErasure = query({
  name: "privacy.preview-erasure",
  permission: "customers:erase",
  input: customerRef,
  async run(ctx, { customerId }) {
    const { id, ids } = await subjectsOf(ctx.db, customerId);
    const names = Object.entries(customerTables).filter(([, table]) => !table.isInternal);
    const list = sql.join(
      ids.map((one) => sql`${one}`),
      sql`, `,
    );
    const rows = await ctx.db.execute<{ name: string; n: number }>(
      sql.join(
        names.map(
          ([name]) =>
            sql`select ${name}::text as name, count(*)::int as n from ${sql.identifier(name)} where customer_id in (${list})`,
        ),
        sql` union all `,
      ),
    );
    const found = rows.filter((row) => row.n > 0);
    const ruleOf = (name: string) => customerTables[name]?.erase.how;
    return {
      customerId: id,
      mergedIds: ids.filter((one) => one !== id),
      deleted: found.filter((row) => ruleOf(row.name) === "delete"),
      stripped: found.filter((row) => ruleOf(row.name) === "strip"),
    };
  },
});

/** Forgets a person. At once nobody finds or writes to her; the traces are gone when the job has run. */
export const eraseCustomer = command({
  name: "privacy.erase",
  permission: "customers:erase",
  input: erasureInput,
  async run(ctx, { customerId, ground, isSuppressed }) {
    const { id, ids } = await subjectsOf(ctx.db, customerId);
    const now = ctx.clock.now();
    const [open] = await ctx.db.execute(
      sql`select 1 from erasures where customer_id = ${id} and state in ('queued', 'running')`,
    );
    if (open) throw conflict("She is being erased already.");
    const [order] = await ctx.db.execute<{ id: number }>(sql`
      insert into erasures (customer_id, subject_ids, ground, requested_by, requested_at, is_suppressed)
      values (${id}, ${sql.param(ids)}::bigint[], ${ground}, ${ctx.actor.label}, ${now.toISOString()}::timestamptz, ${isSuppressed}) returning id`);
    const erasureId = order?.id ?? 0;
    await ctx.db.execute(
      sql`update customers set state = 'erased', updated_at = ${now.toISOString()}::timestamptz where id = ${id}`,
    );
    await ctx.db.execute(sql`
      update messages set state = 'skipped', reason = 'customer_gone', updated_at = ${now.toISOString()}::timestamptz
      where customer_id = any(${sql.param(ids)}::bigint[]) and state = 'planned' and attempt_open_since is null`);
    ctx.audit({
      subjectType: "customer",
      subjectId: publicId("customer", id),
      changes: { erased: true, ground },
    });
    ctx.announce({ name: erasureRequested, data: { erasureId }, dedupeKey: String(erasureId) });
    return { erasureId, customerId: id };
  },
});

export interface ErasureProof {
  id: number;
  customerId: number;
  subjectIds: number[];
  ground: string;
  state: string;
  requestedBy: string;
  requestedAt: Date;
  finishedAt: Date | null;
  counts: Record<string, number>;
  isSuppressed: boolean;
}
/** The proofs: who was erased, when, by whom, on what ground, and how many rows of what. Nothing of theirs. */
export const listErasures = query({
  name: "privacy.list-erasures",
  permission: "audit:read",
  input: erasuresInput,
  async run(ctx, { limit }): Promise<ErasureProof[]> {
    const rows = await ctx.db.execute<
      Record<string, unknown> & {
        id: number;
        customer_id: number;
        subject_ids: number[];
        ground: string;
        state: string;
        requested_by: string;
        requested_at: string;
        finished_at: string | null;
        counts: Record<string, number>;
        is_suppressed: boolean;
      }
    >(sql`select * from erasures order by requested_at desc, id desc limit ${limit}`);
    return rows.map((row) => ({
      id: row.id,
      customerId: row.customer_id,
      subjectIds: row.subject_ids.map(Number),
      ground: row.ground,
      state: row.state,
      requestedBy: row.requested_by,
      requestedAt: toDate(row.requested_at),
      finishedAt: toDateOrNull(row.finished_at),
      counts: row.counts,
      isSuppressed: row.is_suppressed,
    }));
  },
});

/** Lets an identifier of an erased person in again: she came back herself. */
export const letInAgain = command({
  name: "privacy.let-in-again",
  permission: "customers:erase",
  input: liftInput,
  async run(ctx, { kind, value }) {
    const [settings, identity] = [await readSettings(ctx.db), await loadIdentityRules(ctx.db)];
    const read = readIdentity(kind, value, { identity, defaultCountry: settings.defaultCountry });
    if (!read.ok || !read.value)
      throw invalid(`value: ${read.ok ? "write the identifier." : read.problem.message}`, [
        { path: "value", message: read.ok ? "Write the identifier." : read.problem.message },
      ]);
    const wasOut = await liftSuppression(ctx.db, kind, read.value.value);
    if (!wasOut) throw notFound("erased identifier of this kind and value", "as written");
    ctx.audit({ subjectType: "suppression", subjectId: kind, changes: { lifted: true } });
    return { kind };
  },
});
