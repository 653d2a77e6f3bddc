import { Skeleton } from "../_ui/display/skeleton";

const lines = Array.from({ length: 14 }, (_, line) => line);
const widths = ["w-44", "w-56", "w-36", "w-48"];

/** The shape of a list page: title, filters, rows. */
export default function ListLoading() {
  return (
    <div aria-busy="true">
      <div className="flex flex-col gap-5 px-4 pt-5 pb-4 sm:px-6">
        <Skeleton className="h-5 w-36" />
        <Skeleton className="h-7 w-64" />
      </div>
      <div className="border-t">
        {lines.map((line) => (
          <div key={line} className="flex h-9 items-center gap-10 border-b px-4 sm:px-6">
            <Skeleton className={widths[line % widths.length]} />
            <Skeleton className="hidden w-24 sm:block" />
            <Skeleton className="hidden w-32 lg:block" />
            <Skeleton className="ml-auto w-16" />
          </div>
        ))}
      </div>
    </div>
  );
}
