import { HydrateClient, prefetchInfinite, requirePage, trpc } from "@/app/_trpc/server";
import { AuditLog } from "./_components/audit-log";
import { auditInput, auditSearch } from "./search-params";

export default async function AuditPage({ searchParams }: PageProps<"/settings/audit">) {
  await requirePage("audit:read");
  const search = auditSearch.read(await searchParams);
  prefetchInfinite(
    trpc.account.auditLog.infiniteQueryOptions(auditInput(search), {
      getNextPageParam: (page) => page.nextCursor,
    }),
  );
  return (
    <HydrateClient>
      <AuditLog />
    </HydrateClient>
  );
}
