"use client";
import { Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { Kbd } from "@/app/_ui/display/kbd";
import { useSelf } from "../use-can";
import { Wordmark } from "../wordmark";
import { isCurrentPage, navigationFor } from "./navigation";
import { useModKey } from "./use-mod-key";
import { UserMenu } from "./user-menu";

interface RailProps {
  onSearch(): void;
  onKeyboardHelp(): void;
  /** A page was chosen: the sheet on a phone closes. */
  onNavigate?(): void;
}

/** The left rail: search, the pages in the order of the work, the person. */
export function Rail({ onSearch, onKeyboardHelp, onNavigate }: RailProps) {
  const t = useTranslations("shell");
  const self = useSelf();
  const path = usePathname();
  const mod = useModKey();
  return (
    <div className="flex h-full flex-col bg-rail">
      <div className="flex h-13 items-center justify-between px-4">
        <Link href="/" onClick={onNavigate} className="rounded-sm">
          <Wordmark />
        </Link>
      </div>
      <div className="px-3 pb-3">
        <button
          type="button"
          onClick={onSearch}
          className="flex h-8 w-full items-center gap-2 rounded-md border bg-canvas px-2 text-faint text-sm transition-colors hover:border-line-strong hover:text-muted"
        >
          <Search className="size-4" />
          <span className="flex-1 text-left">{t("search")}</span>
          <Kbd keys={`${mod} K`} />
        </button>
      </div>
      <nav aria-label={t("navigation")} className="flex-1 overflow-y-auto px-3 pb-4">
        {navigationFor(self.permissions).map((group, index) => (
          <div key={group.id ?? index} className="mb-3">
            {group.id ? (
              <h2 className="px-2 pb-1 font-medium text-2xs text-faint">{t(`groups.${group.id}`)}</h2>
            ) : null}
            <ul className="flex flex-col gap-px">
              {group.items.map(({ id, href, icon: Icon }) => {
                const isCurrent = isCurrentPage(path, href);
                return (
                  <li key={id}>
                    <Link
                      href={href}
                      onClick={onNavigate}
                      aria-current={isCurrent ? "page" : undefined}
                      className={cn(
                        "flex h-7.5 items-center gap-2.5 rounded-md px-2 text-muted text-sm transition-colors hover:bg-hover hover:text-ink [&_svg]:size-4",
                        isCurrent && "bg-hover font-medium text-ink [&_svg]:text-accent",
                      )}
                    >
                      <Icon aria-hidden="true" strokeWidth={1.75} />
                      {t(`pages.${id}`)}
                    </Link>
                  </li>
                );
              })}
            </ul>
          </div>
        ))}
      </nav>
      <div className="border-t p-2">
        <UserMenu onKeyboardHelp={onKeyboardHelp} />
      </div>
    </div>
  );
}
