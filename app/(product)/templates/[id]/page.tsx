import { notFound } from "next/navigation";
import { z } from "zod";
import { routeId } from "@/app/_components/route-id";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { TemplatePage } from "./_components/template-page";

export default async function TemplateEditorPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("templates:read");
  const id = await routeId(params);
  if (!z.uuid().safeParse(id).success) notFound();
  prefetch(trpc.templates.get.queryOptions({ id }));
  prefetch(trpc.templates.variables.queryOptions({}));
  return (
    <HydrateClient>
      <TemplatePage id={id} />
    </HydrateClient>
  );
}
