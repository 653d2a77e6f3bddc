import { and, count, desc, eq, gt, ilike, isNull, lt, or, sql } from "drizzle-orm";
import type { Queryable, Tx } from "@/server/db/client";
import { apiKeys, auditLog, invitations, settings, signInFailures, users } from "@/server/db/schema";
import { type ProjectSettings, projectSettings } from "./settings";

export const findUserByEmail = async (db: Queryable, email: string) =>
  (await db.select().from(users).where(eq(users.email, email)))[0];
export const findUser = async (db: Queryable, id: string) =>
  (await db.select().from(users).where(eq(users.id, id)))[0];
export const countUsers = async (db: Queryable) => (await db.select({ n: count() }).from(users))[0]?.n ?? 0;
/** Locks the table against a second first owner. */
export const lockUsers = (tx: Tx) => tx.execute(sql`lock table users in share row exclusive mode`);

export async function countLiveAdministrators(tx: Tx, exceptId: string, now: Date): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(users)
    .where(
      and(
        eq(users.role, "administrator"),
        eq(users.isActive, true),
        or(isNull(users.activeUntil), gt(users.activeUntil, now)),
        sql`${users.id} <> ${exceptId}`,
      ),
    );
  return row?.n ?? 0;
}

const userColumns = {
  id: users.id,
  email: users.email,
  name: users.name,
  role: users.role,
  locale: users.locale,
  isActive: users.isActive,
  activeUntil: users.activeUntil,
  createdAt: users.createdAt,
  lastSeenAt: users.lastSeenAt,
};
export const listUsers = (db: Queryable) =>
  db.select(userColumns).from(users).orderBy(users.name, users.email);

export const listOpenInvitations = (db: Queryable, now: Date) =>
  db
    .select({
      id: invitations.id,
      email: invitations.email,
      name: invitations.name,
      role: invitations.role,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now)))
    .orderBy(desc(invitations.createdAt));

export const findInvitation = async (db: Queryable, tokenHash: string, now: Date) =>
  (
    await db
      .select()
      .from(invitations)
      .where(
        and(
          eq(invitations.tokenHash, tokenHash),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
          gt(invitations.expiresAt, now),
        ),
      )
  )[0];

export const listApiKeys = (db: Queryable) =>
  db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      prefix: apiKeys.prefix,
      scopes: apiKeys.scopes,
      createdAt: apiKeys.createdAt,
      lastUsedAt: apiKeys.lastUsedAt,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
      ratePerSecond: apiKeys.ratePerSecond,
      requests: apiKeys.requests,
      previousPrefix: apiKeys.previousPrefix,
      previousExpiresAt: apiKeys.previousExpiresAt,
      previousUsedAt: apiKeys.previousUsedAt,
      rotatedAt: apiKeys.rotatedAt,
      createdBy: users.name,
    })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.createdBy))
    .orderBy(desc(apiKeys.createdAt));

/** Newest first; `before` is the id of the last row of the page before. */
export function listAudit(
  db: Queryable,
  filter: { search?: string | undefined; before?: number | undefined; limit: number },
) {
  const pattern = filter.search ? `%${filter.search.replace(/[\\%_]/g, "\\$&")}%` : undefined;
  return db
    .select()
    .from(auditLog)
    .where(
      and(
        filter.before ? lt(auditLog.id, filter.before) : undefined,
        pattern
          ? or(
              ilike(auditLog.actorLabel, pattern),
              ilike(auditLog.action, pattern),
              ilike(auditLog.subjectId, pattern),
            )
          : undefined,
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(filter.limit);
}

export async function readSettings(db: Queryable): Promise<ProjectSettings> {
  const rows = await db.select({ name: settings.name, value: settings.value }).from(settings);
  const known = Object.fromEntries(
    rows.filter((row) => row.name in projectSettings.shape).map((row) => [row.name, row.value]),
  );
  return projectSettings.parse(known);
}

export async function writeSettings(tx: Tx, values: Record<string, unknown>, now: Date): Promise<void> {
  const rows = Object.entries(values).map(([name, value]) => ({ name, value, updatedAt: now }));
  if (rows.length === 0) return;
  await tx
    .insert(settings)
    .values(rows)
    .onConflictDoUpdate({ target: settings.name, set: { value: sql`excluded.value`, updatedAt: now } });
}

export const readPrivateSetting = async (db: Queryable, name: string): Promise<unknown> =>
  (await db.select({ value: settings.value }).from(settings).where(eq(settings.name, name)))[0]?.value;
export const deletePrivateSetting = (tx: Tx, name: string) =>
  tx.delete(settings).where(eq(settings.name, name));

export async function countFailures(db: Queryable, account: string, network: string, since: Date) {
  const [row] = await db
    .select({
      account: sql<number>`count(*) filter (where ${signInFailures.account} = ${account})`,
      network: sql<number>`count(*) filter (where ${signInFailures.network} = ${network})`,
    })
    .from(signInFailures)
    .where(
      and(
        gt(signInFailures.at, since),
        or(eq(signInFailures.account, account), eq(signInFailures.network, network)),
      ),
    );
  return { account: Number(row?.account ?? 0), network: Number(row?.network ?? 0) };
}
export const addFailure = (db: Queryable, account: string, network: string, at: Date) =>
  db.insert(signInFailures).values({ account, network, at });
export const clearFailures = (db: Queryable, account: string) =>
  db.delete(signInFailures).where(eq(signInFailures.account, account));
