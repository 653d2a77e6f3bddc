import { PageBody } from "@/app/_components/page-body";
import { Skeleton } from "@/app/_ui/display/skeleton";

const four = [1, 2, 3, 4];

/** The start page's shape while its numbers are counted. */
export const HomeSkeleton = () => (
  <div aria-busy="true">
    <div className="px-4 pt-5 pb-5 sm:px-6">
      <Skeleton className="h-5 w-40" />
    </div>
    <PageBody className="gap-9">
      <div className="grid gap-x-8 gap-y-3 border-y py-3 sm:grid-cols-2 xl:grid-cols-4">
        {four.map((item) => (
          <div key={item} className="flex h-13 flex-col justify-between py-0.5">
            <Skeleton className="w-16" />
            <Skeleton className="w-32" />
            <Skeleton className="w-24" />
          </div>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-x-8 gap-y-6 lg:grid-cols-4">
        {four.map((item) => (
          <div key={item} className="flex flex-col gap-2.5">
            <Skeleton className="w-24" />
            <Skeleton className="h-7 w-32" />
            <Skeleton className="w-28" />
          </div>
        ))}
      </div>
      <Skeleton className="h-56" />
    </PageBody>
  </div>
);
