import { ChevronRight } from "lucide-react";
import Link from "next/link";

export interface Crumb {
  label: string;
  href: string;
}

/** The way back. The page itself is the title, so it is not repeated here. */
export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  return (
    <nav className="screen-only flex items-center gap-1 text-muted text-xs">
      {items.map((item, index) => (
        <span key={item.href} className="flex items-center gap-1">
          {index > 0 ? <ChevronRight aria-hidden="true" className="size-3 text-faint" /> : null}
          <Link href={item.href} className="rounded-sm hover:text-ink">
            {item.label}
          </Link>
        </span>
      ))}
    </nav>
  );
}
