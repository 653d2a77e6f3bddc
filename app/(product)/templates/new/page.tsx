import { requirePage, serverCaller } from "@/app/_trpc/server";
import { LayoutGallery } from "./_components/layout-gallery";

export default async function NewTemplatePage() {
  await requirePage("templates:write");
  const caller = await serverCaller();
  const { locale } = await caller.templates.projectLocale({});
  return <LayoutGallery projectLocale={locale} />;
}
