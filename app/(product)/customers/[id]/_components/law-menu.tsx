"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Ellipsis, FileJson, FileText, UserX } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { customerCode } from "@/app/_components/customer-name";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { IconButton } from "@/app/_ui/action/icon-button";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/app/_ui/overlay/dropdown-menu";
import { toast } from "@/app/_ui/overlay/toast";
import { exportPage } from "@/server/domain/privacy/export-page";
import { EraseDialog } from "./erase-dialog";

/** What a person may ask for: a copy of all that is known of her, and to be forgotten. */
export function LawMenu({ customerId }: { customerId: number }) {
  const t = useTranslations("law");
  const locale = useLocale() === "ru" ? "ru" : "en";
  const trpc = useTRPC();
  const client = useQueryClient();
  const canExport = useCan("customers:export");
  const canErase = useCan("customers:erase");
  const [isErasing, setErasing] = useState(false);
  const download = async (kind: "json" | "html") => {
    try {
      const data = await client.fetchQuery({
        ...trpc.privacy.export.queryOptions({ customerId }),
        staleTime: 0,
      });
      const body = kind === "json" ? JSON.stringify(data, null, 2) : exportPage(data, locale);
      saveFile(
        `${customerCode(customerId)}.${kind}`,
        body,
        kind === "json" ? "application/json" : "text/html",
      );
    } catch (error) {
      toast.failed(problemOf(error)?.message ?? t("failed"));
    }
  };
  if (!canExport && !canErase) return null;
  return (
    <>
      <DropdownMenu
        trigger={
          <IconButton label={t("menu")}>
            <Ellipsis />
          </IconButton>
        }
      >
        {canExport ? (
          <>
            <MenuItem icon={<FileText />} onSelect={() => void download("html")}>
              {t("exportHtml")}
            </MenuItem>
            <MenuItem icon={<FileJson />} onSelect={() => void download("json")}>
              {t("exportJson")}
            </MenuItem>
          </>
        ) : null}
        {canErase ? (
          <>
            <MenuSeparator />
            <MenuItem icon={<UserX />} isDangerous onSelect={() => setErasing(true)}>
              {t("erase")}
            </MenuItem>
          </>
        ) : null}
      </DropdownMenu>
      {isErasing ? <EraseDialog customerId={customerId} onClose={() => setErasing(false)} /> : null}
    </>
  );
}

function saveFile(name: string, body: string, type: string): void {
  const url = URL.createObjectURL(new Blob([body], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
