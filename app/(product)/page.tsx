import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HydrateClient, prefetch, requirePage, trpc } from "../_trpc/server";
import { HomeView } from "./_home/home-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell.pages");
  return { title: t("home") };
}

export default async function HomePage() {
  await requirePage("home:read");
  prefetch(trpc.analytics.home.queryOptions({}));
  return (
    <HydrateClient>
      <HomeView />
    </HydrateClient>
  );
}
