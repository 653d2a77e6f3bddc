import { HydrateClient, prefetch, requirePage, serverCaller, trpc } from "@/app/_trpc/server";
import { layoutCodes } from "@/emails/layouts";
import { LayoutGallery } from "./_components/layout-gallery";

export default async function NewTemplatePage() {
  await requirePage("templates:write");
  const caller = await serverCaller();
  const { locale } = await caller.templates.projectLocale({});
  for (const layout of layoutCodes) prefetch(trpc.templates.preview.queryOptions({ layout, locale }));
  return (
    <HydrateClient>
      <LayoutGallery projectLocale={locale} />
    </HydrateClient>
  );
}
