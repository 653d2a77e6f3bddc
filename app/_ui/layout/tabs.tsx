"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../cn";

const bar = "flex gap-4 overflow-x-auto [scrollbar-width:none]";
const tab =
  "relative flex h-9 shrink-0 items-center gap-1.5 whitespace-nowrap text-muted text-sm transition-colors hover:text-ink after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:rounded-full focus-visible:outline-offset-[-2px]";
const current = "font-medium text-ink after:bg-accent";

export interface LinkTab {
  href: string;
  label: ReactNode;
  count?: string | undefined;
  /** Marks the tab as current for pages below it as well. */
  isPrefix?: boolean;
}

/** Tabs that are pages: each has its address. */
export function LinkTabs({
  tabs,
  label,
  className,
}: {
  tabs: readonly LinkTab[];
  label: string;
  className?: string;
}) {
  const path = usePathname();
  return (
    <nav aria-label={label} className={cn(bar, className)}>
      {tabs.map((item) => {
        const target = item.href.split("?")[0] ?? item.href;
        const isCurrent = item.isPrefix ? path === target || path.startsWith(`${target}/`) : path === target;
        return (
          <Link
            key={item.href}
            href={item.href}
            aria-current={isCurrent ? "page" : undefined}
            className={cn(tab, isCurrent && current)}
          >
            {item.label}
            {item.count ? <span className="figures font-normal text-faint text-xs">{item.count}</span> : null}
          </Link>
        );
      })}
    </nav>
  );
}

interface TabsProps<Value extends string> {
  value: Value;
  onChange(value: Value): void;
  tabs: readonly { value: Value; label: ReactNode; count?: string }[];
  label: string;
  /** Panel of the chosen tab. */
  children?: ReactNode;
  className?: string;
}

/** Tabs inside a page: saved views, panels. Keep the choice in the URL where it is worth sharing. */
export function Tabs<Value extends string>({
  value,
  onChange,
  tabs,
  label,
  children,
  className,
}: TabsProps<Value>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as Value)}>
      <Radix.List aria-label={label} className={cn(bar, className)}>
        {tabs.map((item) => (
          <Radix.Trigger
            key={item.value}
            value={item.value}
            className={cn(
              tab,
              "data-[state=active]:font-medium data-[state=active]:text-ink data-[state=active]:after:bg-accent",
            )}
          >
            {item.label}
            {item.count ? <span className="figures font-normal text-faint text-xs">{item.count}</span> : null}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children ? <Radix.Content value={value}>{children}</Radix.Content> : null}
    </Radix.Root>
  );
}
