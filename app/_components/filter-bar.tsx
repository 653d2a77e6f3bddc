"use client";
import { ListFilter, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/app/_ui/action/button";
import { SearchInput } from "@/app/_ui/input/input";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import { Popover } from "@/app/_ui/overlay/popover";

export interface Filter {
  id: string;
  /** In the list of filters: "City". */
  label: string;
  /** In the sentence, when it is on: "from Moscow". Undefined when it is off. */
  phrase: string | undefined;
  /** The control that changes it. */
  editor: ReactNode;
  clear(): void;
}

interface FilterBarProps {
  /** What the sentence is about: "Customers". */
  lead: string;
  search?: { value: string; onChange(text: string): void; placeholder: string };
  filters?: readonly Filter[];
  onReset?(): void;
  /** At the far end: a segmented view switch, an export button. */
  aside?: ReactNode;
}

/** Filters as a sentence: "Customers · from Moscow · seen in the last 7 days". Each phrase opens its control. */
export function FilterBar({ lead, search, filters = [], onReset, aside }: FilterBarProps) {
  const t = useTranslations("table");
  const [opened, setOpened] = useState<string>();
  const active = filters.filter((filter) => filter.phrase !== undefined || filter.id === opened);
  const idle = filters.filter((filter) => !active.includes(filter));
  return (
    <div className="screen-only flex flex-wrap items-center gap-x-1.5 gap-y-2 px-4 pb-2.5 sm:px-6">
      {search ? <DelayedSearch {...search} /> : null}
      {filters.length > 0 ? <span className="px-1 text-muted text-sm">{lead}</span> : null}
      {active.map((filter) => (
        <FilterPhrase
          key={filter.id}
          filter={filter}
          isOpen={opened === filter.id}
          onOpenChange={(isOpen) => setOpened(isOpen ? filter.id : undefined)}
        />
      ))}
      {idle.length > 0 ? (
        <DropdownMenu
          align="start"
          trigger={
            <Button variant="ghost" size="sm" icon={<ListFilter />}>
              {t("addFilter")}
            </Button>
          }
        >
          {idle.map((filter) => (
            <MenuItem key={filter.id} onSelect={() => setTimeout(() => setOpened(filter.id), 60)}>
              {filter.label}
            </MenuItem>
          ))}
        </DropdownMenu>
      ) : null}
      {onReset && (active.some((filter) => filter.phrase) || search?.value) ? (
        <Button variant="ghost" size="sm" onClick={onReset}>
          {t("clearFilters")}
        </Button>
      ) : null}
      {aside ? <div className="ml-auto flex items-center gap-2">{aside}</div> : null}
    </div>
  );
}

function FilterPhrase({
  filter,
  isOpen,
  onOpenChange,
}: {
  filter: Filter;
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}) {
  const t = useTranslations("table");
  return (
    <span className="inline-flex h-7 items-center rounded-md bg-accent-soft text-accent text-sm">
      <Popover
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        trigger={
          <button type="button" className="h-7 max-w-80 truncate rounded-md pr-1 pl-2.5 font-medium">
            {filter.phrase ?? filter.label}
          </button>
        }
      >
        <div className="flex flex-col gap-2">
          <span className="font-medium">{filter.label}</span>
          {filter.editor}
        </div>
      </Popover>
      <button
        type="button"
        aria-label={t("removeFilter", { name: filter.label })}
        onClick={() => {
          filter.clear();
          onOpenChange(false);
        }}
        className="mr-1 rounded-sm p-0.5 hover:bg-accent hover:text-on-accent"
      >
        <X className="size-3.5" />
      </button>
    </span>
  );
}

/** Waits for a pause in typing, so that one word is one query. */
function DelayedSearch({
  value,
  onChange,
  placeholder,
}: {
  value: string;
  onChange(text: string): void;
  placeholder: string;
}) {
  const [draft, setDraft] = useState<string>();
  useEffect(() => {
    if (draft === undefined) return;
    const timer = setTimeout(() => {
      onChange(draft.trim());
      setDraft(undefined);
    }, 250);
    return () => clearTimeout(timer);
  }, [draft, onChange]);
  return (
    <SearchInput
      className="w-full sm:w-64"
      value={draft ?? value}
      onChange={setDraft}
      placeholder={placeholder}
      aria-label={placeholder}
      data-page-search=""
    />
  );
}
