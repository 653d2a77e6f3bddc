import type { SearchParams } from "@/app/_components/search-params";
import { requirePage } from "@/app/_trpc/server";
import { SegmentBuilder } from "../_builder/segment-builder";
import { newSegmentSearch } from "../search-params";

export default async function NewSegmentPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("segments:write");
  const { rule, name } = newSegmentSearch.read(await searchParams);
  return <SegmentBuilder start={{ rule, name }} />;
}
