import type { Db, Tx } from "@/server/db/client";
import type { Clock } from "@/server/platform/clock";
import type { Logger } from "@/server/platform/logger";
import { type Permission, permissionsOf, type Role } from "./access";

/** Who is acting. Minted only in `server/auth` (people, keys) and by the processes themselves (system). */
export type Actor =
  | { kind: "user"; id: string; label: string; role: Role }
  | { kind: "api_key"; id: string; label: string; scopes: readonly string[] }
  | { kind: "system"; label: string }
  /** The customer herself, through a signed link. */
  | { kind: "customer"; id: string; label: string }
  | { kind: "stranger"; label: string };

/** trpc | rest | track | links | webhook | job | script | page */
export type Door = "trpc" | "rest" | "track" | "links" | "webhook" | "job" | "script" | "page";

/** What every command and query gets. `db` is the pool, or the running transaction inside a command. */
export interface Context {
  readonly actor: Actor;
  readonly door: Door;
  readonly clock: Clock;
  readonly db: Db | Tx;
  readonly log: Logger;
  /** Client address, already judged against the trusted proxies. */
  readonly network?: string;
}

export function can(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case "system":
      return true;
    case "user":
      return permissionsOf(actor.role).has(permission);
    case "api_key":
      return actor.scopes.includes(permission);
    case "customer":
    case "stranger":
      return false;
  }
}
