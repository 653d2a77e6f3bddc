"use client";
import { Menu, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Sheet } from "@/app/_ui/overlay/sheet";
import { useSelf } from "../use-can";
import { useKeys } from "../use-keys";
import { Wordmark } from "../wordmark";
import { CommandPalette } from "./command-palette";
import { KeyboardHelp } from "./keyboard-help";
import { navigationFor } from "./navigation";
import { Rail } from "./rail";
import { SessionGuard } from "./session-guard";

type Overlay = "menu" | "palette" | "keyboard" | undefined;

/** Everything around a page: rail (a sheet on a phone), palette, keyboard, and the sign-in that a lost session needs. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const router = useRouter();
  const self = useSelf();
  const [overlay, setOverlay] = useState<Overlay>();
  const toggle = (name: Exclude<Overlay, undefined>) => (isOpen: boolean) =>
    setOverlay(isOpen ? name : undefined);
  const pages = navigationFor(self.permissions).flatMap((group) => group.items);
  useKeys({
    "mod+k": () => setOverlay((open) => (open === "palette" ? undefined : "palette")),
    "?": () => setOverlay("keyboard"),
    "/": () => document.querySelector<HTMLInputElement>("input[data-page-search]")?.focus(),
    ...Object.fromEntries(pages.map((page) => [`g ${page.key}`, () => router.push(page.href)])),
  });
  const rail = (
    <Rail
      onSearch={() => setOverlay("palette")}
      onKeyboardHelp={() => setOverlay("keyboard")}
      onNavigate={() => setOverlay(undefined)}
    />
  );
  return (
    <div className="flex min-h-dvh flex-col md:flex-row">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("skip")}
      </a>
      <div className="screen-only sticky top-0 hidden h-dvh w-58 shrink-0 border-r md:block">{rail}</div>
      <header className="screen-only sticky top-0 z-30 flex h-12 items-center justify-between border-b bg-canvas px-2 md:hidden">
        <IconButton label={t("menu")} size="lg" onClick={() => setOverlay("menu")}>
          <Menu />
        </IconButton>
        <Wordmark />
        <IconButton label={t("search")} size="lg" onClick={() => setOverlay("palette")}>
          <Search />
        </IconButton>
      </header>
      <Sheet
        isOpen={overlay === "menu"}
        onOpenChange={toggle("menu")}
        side="left"
        size="sm"
        title={t("navigation")}
        isBare
      >
        {rail}
      </Sheet>
      <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none max-md:[--table-top:3rem]">
        {children}
      </main>
      <CommandPalette isOpen={overlay === "palette"} onOpenChange={toggle("palette")} />
      <KeyboardHelp isOpen={overlay === "keyboard"} onOpenChange={toggle("keyboard")} />
      <SessionGuard />
    </div>
  );
}
