import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { UsersView } from "./_components/users-view";

export default async function UsersPage() {
  await requirePage("users:read");
  prefetch(trpc.account.users.queryOptions({}));
  return (
    <HydrateClient>
      <UsersView />
    </HydrateClient>
  );
}
