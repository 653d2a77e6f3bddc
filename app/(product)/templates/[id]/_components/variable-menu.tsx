"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Braces } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Popover } from "@/app/_ui/overlay/popover";
import { variableGroups } from "@/server/domain/templates/variables";

interface VariableMenuProps {
  onInsert(snippet: string): void;
  values: Readonly<Record<string, string>>;
  /** Only what is an address may stand in a link. */
  isLink: boolean;
}

/** All that a letter can say about its reader, found by typing, each with what it says for the reader chosen now. */
export function VariableMenu({ onInsert, values, isLink }: VariableMenuProps) {
  const t = useTranslations("templates");
  const locale = useLocale() === "ru" ? "ru" : "en";
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const query = useQuery(trpc.templates.variables.queryOptions({}));
  const shown = (query.data?.variables ?? []).filter(
    (variable) => !isLink || /(^links|\.url)/.test(variable.path),
  );
  return (
    <Popover
      align="end"
      isOpen={isOpen}
      onOpenChange={setOpen}
      className="w-96 p-0"
      trigger={
        <Button variant="ghost" size="sm" icon={<Braces />} className="-my-1 h-6">
          {t("variables.insert")}
        </Button>
      }
    >
      <Command loop>
        <div className="border-b px-2.5">
          <Command.Input
            autoFocus
            placeholder={t("variables.search")}
            className="h-9 w-full bg-transparent text-sm outline-none"
          />
        </div>
        <Command.List className="max-h-80 overflow-y-auto p-1">
          <Command.Empty className="px-2 py-3 text-muted text-sm">{t("variables.none")}</Command.Empty>
          {variableGroups.map((group) => {
            const own = shown.filter((variable) => variable.group === group);
            if (own.length === 0) return null;
            return (
              <Command.Group
                key={group}
                heading={t(`variables.groups.${group}`)}
                className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs"
              >
                {own.map((variable) => (
                  <Command.Item
                    key={variable.path}
                    value={`${variable.label.en} ${variable.label.ru} ${variable.path}`}
                    onSelect={() => {
                      onInsert(variable.snippet);
                      setOpen(false);
                    }}
                    className="flex cursor-default items-baseline justify-between gap-3 rounded-md px-2 py-1.5 text-sm data-[selected=true]:bg-hover"
                  >
                    <span className="shrink-0">{variable.label[locale]}</span>
                    <span className="min-w-0 truncate text-muted text-xs">
                      {values[variable.path] || t("variables.empty")}
                    </span>
                  </Command.Item>
                ))}
              </Command.Group>
            );
          })}
        </Command.List>
      </Command>
    </Popover>
  );
}
