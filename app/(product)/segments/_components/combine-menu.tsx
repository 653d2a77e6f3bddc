"use client";
import { Combine } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import { combinations, combine } from "../combine";
import { newSegmentPath } from "../search-params";
import type { SegmentRow } from "./segments-columns";

const mostOfName = 200;

/** A new segment of the chosen ones: opened in the builder, so that its count is seen before it is saved. */
export function CombineMenu({ chosen }: { chosen: readonly SegmentRow[] }) {
  const t = useTranslations("segments.combine");
  if (chosen.length < 2) return <span className="px-2 text-muted text-sm">{t("needTwo")}</span>;
  const ids = chosen.map((row) => row.id);
  return (
    <DropdownMenu
      side="top"
      className="w-64"
      trigger={
        <Button size="sm" icon={<Combine />}>
          {t("label")}
        </Button>
      }
    >
      {combinations.map((how) => (
        <MenuItem
          key={how}
          href={newSegmentPath(
            combine(how, ids),
            chosen
              .map((row) => row.name)
              .join(t.raw(`joins.${how}`))
              .slice(0, mostOfName),
          )}
        >
          {t(how)}
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}
