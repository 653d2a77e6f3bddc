import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { currentActor } from "@/server/auth/session";
import { permissionsOf } from "@/server/kernel/access";
import { can } from "@/server/kernel/context";
import { navigationFor } from "../_components/shell/navigation";
import { HydrateClient, prefetch, requirePage, trpc } from "../_trpc/server";
import { HomeView } from "./_home/home-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell.pages");
  return { title: t("home") };
}

export default async function HomePage() {
  // Home is about what letters earned; who has no business with that begins at the first page of her own.
  const actor = await currentActor();
  if (actor.kind === "user" && !can(actor, "home:read")) {
    const first = navigationFor([...permissionsOf(actor.role)])[0]?.items[0];
    if (first) redirect(first.href);
  }
  await requirePage("home:read");
  prefetch(trpc.analytics.home.queryOptions({}));
  return (
    <HydrateClient>
      <HomeView />
    </HydrateClient>
  );
}
