import { PageColumns } from "@/app/_components/page-body";
import { Skeleton, SkeletonText } from "@/app/_ui/display/skeleton";

/** The shape of a letter's page: title, the letter, facts beside it. */
export default function MessageLoading() {
  return (
    <div aria-busy="true">
      <div className="flex flex-col gap-3 px-4 pt-5 pb-3 sm:px-6">
        <Skeleton className="w-24" />
        <Skeleton className="h-5 w-72" />
      </div>
      <PageColumns main={<Skeleton className="h-[46rem] rounded-lg" />} aside={<SkeletonText lines={14} />} />
    </div>
  );
}
