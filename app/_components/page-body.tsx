import type { ReactNode } from "react";
import { cn } from "@/app/_ui/cn";

/** The padding of a page that is not a list. `narrow` keeps forms and texts readable. */
export const PageBody = ({
  width = "wide",
  className,
  children,
}: {
  width?: "narrow" | "wide";
  className?: string;
  children: ReactNode;
}) => (
  <div
    className={cn(
      "flex flex-col gap-8 px-4 pt-2 pb-16 sm:px-6",
      width === "narrow" && "max-w-180",
      className,
    )}
  >
    {children}
  </div>
);

/** An object page's two columns: what it is on the left, facts about it on the right (below on a phone). */
export const PageColumns = ({ main, aside }: { main: ReactNode; aside: ReactNode }) => (
  <div className="grid gap-x-10 gap-y-8 px-4 pt-4 pb-16 sm:px-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
    <div className="flex min-w-0 flex-col gap-8">{main}</div>
    <aside className="flex min-w-0 flex-col gap-6">{aside}</aside>
  </div>
);
