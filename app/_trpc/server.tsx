import "server-only";
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache, type ReactNode } from "react";
import { appRouter, createCaller } from "@/server/api/root";
import { currentActor, sessionContext } from "@/server/auth/session";
import type { Permission } from "@/server/kernel/access";
import { can } from "@/server/kernel/context";
import { makeQueryClient } from "./query-client";

const requestQueryClient = cache(makeQueryClient);

/** The typed procedures for server components, called in process: `prefetch(trpc.customers.list.queryOptions(…))`. */
export const trpc = createTRPCOptionsProxy({
  ctx: () => sessionContext("page"),
  router: appRouter,
  queryClient: requestQueryClient,
});

/** Calls a procedure and gives its answer, for what the page itself needs (a title, a redirect). */
export const serverCaller = cache(async () => createCaller(await sessionContext("page")));

type QueryOptions = Parameters<ReturnType<typeof makeQueryClient>["prefetchQuery"]>[0];
type InfiniteOptions = Parameters<ReturnType<typeof makeQueryClient>["prefetchInfiniteQuery"]>[0];

const requestPrefetches = cache((): Promise<void>[] => []);

/** Starts a query on the server. All of a page's queries run at once; `HydrateClient` waits for them. */
export function prefetch(options: unknown): void {
  requestPrefetches().push(requestQueryClient().prefetchQuery(options as QueryOptions));
}

/** The same for a list that loads page by page. */
export function prefetchInfinite(options: unknown): void {
  requestPrefetches().push(requestQueryClient().prefetchInfiniteQuery(options as InfiniteOptions));
}

/**
 * Hands what was prefetched to the client components inside. Waits for it (the route's loading.tsx shows meanwhile),
 * so that the server and the browser draw the same first picture. A query that failed is asked again by the browser,
 * which then shows the error.
 */
export async function HydrateClient({ children }: { children: ReactNode }) {
  await Promise.all(requestPrefetches());
  return <HydrationBoundary state={dehydrate(requestQueryClient())}>{children}</HydrationBoundary>;
}

/**
 * The first line of every product page. A stranger goes to sign in and comes back; a person without the permission
 * goes to a page that says so. (The procedures check again: this is for the reader's sake.)
 */
export async function requirePage(permission: Permission): Promise<void> {
  const actor = await currentActor();
  if (actor.kind === "stranger") redirect(await signInAddress());
  if (!can(actor, permission)) redirect(`/no-access?permission=${encodeURIComponent(permission)}`);
}

export async function signInAddress(): Promise<string> {
  const path = (await headers()).get("x-carillon-path");
  return path && path !== "/" ? `/sign-in?callbackUrl=${encodeURIComponent(path)}` : "/sign-in";
}
