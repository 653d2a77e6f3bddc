import "server-only";
import { headers } from "next/headers";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { db } from "@/server/db/client";
import { actorOfSession } from "@/server/domain/account";
import type { Permission } from "@/server/kernel/access";
import { type Actor, type Context, can } from "@/server/kernel/context";
import { systemClock } from "@/server/platform/clock";
import { AppError, forbidden, unauthenticated } from "@/server/platform/errors";
import { logger } from "@/server/platform/logger";
import { authOptions, networkHeader } from "./next-auth";

const stranger: Actor = { kind: "stranger", label: "not signed in" };

/** The actor of this request's cookies: a live user, or a stranger. Once per request. */
export const currentActor = cache(async (): Promise<Actor> => {
  const session = await getServerSession(authOptions);
  if (typeof session?.userId !== "string" || typeof session.epoch !== "number") return stranger;
  return (
    (await actorOfSession(db(), { userId: session.userId, epoch: session.epoch }, systemClock.now())) ??
    stranger
  );
});

/** Context of a page or a procedure. */
export async function sessionContext(door: "trpc" | "page"): Promise<Context> {
  const [actor, head] = await Promise.all([currentActor(), headers()]);
  return {
    actor,
    door,
    clock: systemClock,
    db: db(),
    log: logger,
    network: head.get(networkHeader) ?? "unknown",
  };
}

/** For route handlers behind the session: throws unless the person may do this. */
export async function requirePermission(permission: Permission): Promise<Context> {
  const ctx = await sessionContext("page");
  if (can(ctx.actor, permission)) return ctx;
  throw ctx.actor.kind === "stranger"
    ? unauthenticated("Sign in again; your session has ended.")
    : forbidden(permission);
}

/**
 * Refuses a state-changing request that a page of another site made with this person's cookies (S27). Browsers send
 * Origin on every such request; programs without cookies send none.
 */
export function refuseCrossSite(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  const sameOrigin = origin !== null && origin !== "null" && host !== null && hostOf(origin) === host;
  if (site === "cross-site" || (origin !== null && !sameOrigin))
    throw new AppError("forbidden", "This request came from another site.");
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
