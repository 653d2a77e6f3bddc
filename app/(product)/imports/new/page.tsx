import type { SearchParams } from "@/app/_components/search-params";
import { requirePage } from "@/app/_trpc/server";
import { UploadForm } from "./_components/upload-form";
import { uploadSearch } from "./search-params";

export default async function NewImportPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("imports:run");
  const { entity } = uploadSearch.read(await searchParams);
  return <UploadForm asked={entity} />;
}
