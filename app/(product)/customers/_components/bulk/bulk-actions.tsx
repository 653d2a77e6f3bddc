"use client";
import { Ellipsis, Tag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/action/button";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/app/_ui/overlay/dropdown-menu";
import type { customersFilter } from "../../search-params";
import { BulkDialog, type BulkKind } from "./bulk-dialog";

interface Props {
  ids: readonly number[];
  /** Present: everybody it matches, not only the chosen rows. */
  filter: ReturnType<typeof customersFilter> | undefined;
  onDone(): void;
}

/** What can be done with the chosen people. */
export function BulkActions({ ids, filter, onDone }: Props) {
  const t = useTranslations("customers.bulk");
  const [kind, setKind] = useState<BulkKind>();
  const item = (value: BulkKind) => (
    <MenuItem onSelect={() => setTimeout(() => setKind(value), 60)}>{t(`actions.${value}`)}</MenuItem>
  );
  return (
    <>
      <Button size="sm" icon={<Tag />} onClick={() => setKind("add_tag")}>
        {t("actions.add_tag")}
      </Button>
      <DropdownMenu
        side="top"
        trigger={
          <Button size="sm" icon={<Ellipsis />}>
            {t("more")}
          </Button>
        }
      >
        {item("remove_tag")}
        {item("add_to_list")}
        {item("remove_from_list")}
        {item("set_field")}
        <MenuSeparator />
        {item("subscribe")}
        {item("unsubscribe")}
      </DropdownMenu>
      {kind ? (
        <BulkDialog
          kind={kind}
          selection={filter ? { filter } : { ids: [...ids] }}
          onClose={(isStarted) => {
            setKind(undefined);
            if (isStarted) onDone();
          }}
        />
      ) : null}
    </>
  );
}
