import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { GeneralSettings } from "./_components/general-settings";

export default async function SettingsPage() {
  await requirePage("settings:read");
  prefetch(trpc.account.settings.queryOptions({}));
  return (
    <HydrateClient>
      <GeneralSettings />
    </HydrateClient>
  );
}
