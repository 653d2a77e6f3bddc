import type { ReactNode } from "react";
import { cn } from "../cn";
import { Breadcrumbs, type Crumb } from "./breadcrumbs";

interface PageHeaderProps {
  title: ReactNode;
  /** Beside the title: a count, a state. */
  aside?: ReactNode;
  description?: ReactNode;
  /** The one main action last; the rest quiet. */
  actions?: ReactNode;
  crumbs?: readonly Crumb[];
  /** Tabs of the object, under the title. */
  tabs?: ReactNode;
  className?: string;
}

/** The top of every page. One h1, one main action. */
export function PageHeader({ title, aside, description, actions, crumbs, tabs, className }: PageHeaderProps) {
  return (
    <header className={cn("flex flex-col gap-1 px-4 pt-4 sm:px-6", tabs ? "border-b" : "pb-3", className)}>
      {crumbs ? <Breadcrumbs items={crumbs} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <div className="flex min-h-8 flex-wrap items-center gap-x-2.5">
            <h1 className="min-w-0 break-words font-semibold text-xl">{title}</h1>
            {aside ? <div className="figures flex items-center gap-2 text-muted text-sm">{aside}</div> : null}
          </div>
          {description ? <p className="max-w-160 text-pretty text-muted text-sm">{description}</p> : null}
        </div>
        {actions ? <div className="screen-only flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {tabs}
    </header>
  );
}
