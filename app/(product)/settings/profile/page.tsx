import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { ProfileView } from "./_components/profile-view";

export default async function ProfilePage() {
  await requirePage("self:write");
  prefetch(trpc.account.self.queryOptions({}));
  return (
    <HydrateClient>
      <ProfileView />
    </HydrateClient>
  );
}
