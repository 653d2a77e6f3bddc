import { requirePage } from "@/app/_trpc/server";
import { NewMetric } from "../_builder/new-metric";

export default async function NewMetricPage() {
  await requirePage("segments:write");
  return <NewMetric />;
}
