"use client";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/action/button";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import { NameDialog } from "./name-dialog";
import { SampleDialog } from "./sample-dialog";

const kinds = ["dynamic", "list", "sample"] as const;

export function NewSegmentMenu() {
  const t = useTranslations("segments");
  const [opened, setOpened] = useState<"list" | "sample">();
  return (
    <>
      <DropdownMenu
        className="w-80"
        trigger={
          <Button variant="primary" icon={<Plus />}>
            {t("new")}
          </Button>
        }
      >
        {kinds.map((kind) => (
          <MenuItem
            key={kind}
            {...(kind === "dynamic" ? { href: "/segments/new" } : { onSelect: () => setOpened(kind) })}
          >
            <span className="flex flex-col">
              <span>{t(`kinds.${kind}`)}</span>
              <span className="text-muted text-xs">{t(`kindHints.${kind}`)}</span>
            </span>
          </MenuItem>
        ))}
      </DropdownMenu>
      {opened === "list" ? <NameDialog segment="new-list" onClose={() => setOpened(undefined)} /> : null}
      {opened === "sample" ? <SampleDialog onClose={() => setOpened(undefined)} /> : null}
    </>
  );
}
