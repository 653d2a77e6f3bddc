import type { Db } from "@/server/db/client";
import { users } from "@/server/db/schema";
import type { Role } from "@/server/kernel/access";
import type { Actor, Context } from "@/server/kernel/context";
import { type Clock, systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";

const testUserId = "00000000-0000-4000-8000-000000000001";

/** The row behind `asRole`, for what refers to users by key. Nobody can sign in as it. */
export const ensureTestUser = (db: Db) =>
  db
    .insert(users)
    .values({
      id: testUserId,
      email: "tester@invalid.example",
      name: "Tester",
      role: "analyst",
      isActive: false,
    })
    .onConflictDoNothing();

const context = (db: Db, actor: Actor, clock: Clock): Context => ({
  actor,
  door: "script",
  clock,
  db,
  log: logger,
});

export const asSystem = (db: Db, clock: Clock = systemClock) =>
  context(db, { kind: "system", label: "test" }, clock);
export const asRole = (db: Db, role: Role, clock: Clock = systemClock) =>
  context(db, { kind: "user", id: testUserId, label: `test ${role}`, role }, clock);
export const asStranger = (db: Db, clock: Clock = systemClock) =>
  context(db, { kind: "stranger", label: "stranger" }, clock);
