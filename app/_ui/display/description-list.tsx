import type { ReactNode } from "react";
import { cn } from "../cn";

interface DescriptionListProps {
  /** Facts with an undefined value are shown as a dash: "we do not know" is information. */
  items: readonly { label: string; value: ReactNode }[];
  columns?: 1 | 2;
  className?: string;
}

export function DescriptionList({ items, columns = 1, className }: DescriptionListProps) {
  return (
    <dl className={cn("grid gap-x-8", columns === 2 && "md:grid-cols-2", className)}>
      {items.map((item) => (
        <div key={item.label} className="flex min-w-0 gap-3 py-1.5">
          <dt className="w-32 shrink-0 text-muted">{item.label}</dt>
          <dd className="min-w-0 flex-1 break-words">
            {item.value ?? <span className="text-faint">—</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
