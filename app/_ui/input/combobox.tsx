"use client";
import { Command } from "cmdk";
import { Check, ChevronDown, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Popover } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Spinner } from "../action/button";
import { cn } from "../cn";
import { useFieldAttributes } from "./field";
import { matchWords } from "./match-words";
import type { Option } from "./select";

interface ComboboxProps<Value extends string> {
  value: Option<Value> | undefined;
  onChange(option: Option<Value> | undefined): void;
  /** The whole list, or what matches `search` when the list is remote. */
  options: readonly Option<Value>[];
  placeholder: string;
  searchPlaceholder?: string;
  /** Given: the list is remote, and this is told each keystroke. Otherwise it filters by label. */
  onSearch?(text: string): void;
  isLoading?: boolean;
  isClearable?: boolean;
  label?: string;
  disabled?: boolean;
  className?: string;
  /** Under the list: "Show all", "Create". */
  footer?: ReactNode;
}

/** One of a long or remote list, found by typing. */
export function Combobox<Value extends string>(props: ComboboxProps<Value>) {
  const { value, onChange, placeholder, isClearable, label, disabled, className } = props;
  const t = useTranslations("ui");
  const [isOpen, setOpen] = useState(false);
  const attributes = useFieldAttributes();
  const choose = (option: Option<Value> | undefined) => {
    onChange(option);
    setOpen(false);
  };
  return (
    <Popover.Root
      open={isOpen}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) props.onSearch?.("");
      }}
    >
      <div className={cn("relative", className)}>
        <Popover.Trigger
          {...attributes}
          role="combobox"
          aria-expanded={isOpen}
          aria-label={label}
          disabled={disabled}
          className={cn(
            "control flex items-center justify-between gap-2 text-left",
            isClearable && value && "pr-8",
          )}
        >
          <span className={cn("flex min-w-0 items-center gap-2 truncate", !value && "text-faint")}>
            {value?.icon}
            <span className="truncate">{value?.label ?? placeholder}</span>
          </span>
          {isClearable && value ? null : <ChevronDown className="size-3.5 shrink-0 text-faint" />}
        </Popover.Trigger>
        {isClearable && value && !disabled ? (
          <button
            type="button"
            aria-label={t("clear")}
            onClick={() => choose(undefined)}
            className="absolute top-1.5 right-1.5 rounded-sm p-0.5 text-faint hover:bg-hover hover:text-ink"
          >
            <X className="size-4" />
          </button>
        ) : null}
      </div>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-(--radix-popover-trigger-width) min-w-64 animate-rise-in overflow-hidden rounded-lg bg-raised shadow-float"
        >
          <ComboboxList {...props} onChoose={choose} />
          {props.footer ? <div className="border-t p-1">{props.footer}</div> : null}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function ComboboxList<Value extends string>(
  props: ComboboxProps<Value> & { onChoose(option: Option<Value> | undefined): void },
) {
  const { options, onSearch, isLoading, searchPlaceholder, value, onChoose } = props;
  const t = useTranslations("ui");
  return (
    <Command shouldFilter={!onSearch} filter={matchWords} loop>
      <div className="flex items-center border-b px-2.5">
        <Command.Input
          autoFocus
          {...(onSearch ? { onValueChange: onSearch } : {})}
          placeholder={searchPlaceholder ?? t("searchPlaceholder")}
          className="h-9 w-full bg-transparent text-sm outline-none"
        />
        {isLoading ? <Spinner className="text-faint" /> : null}
      </div>
      <Command.List className="max-h-64 overflow-y-auto p-1">
        {isLoading ? null : (
          <Command.Empty className="px-2 py-3 text-muted text-sm">{t("nothingFound")}</Command.Empty>
        )}
        {options.map((option) => (
          <Command.Item
            key={option.value}
            value={`${option.label} ${option.value}`}
            disabled={option.disabled ?? false}
            onSelect={() => onChoose(option)}
            className="flex cursor-default items-center gap-2 rounded-md px-2 py-1.5 text-sm data-[disabled=true]:opacity-40 data-[selected=true]:bg-hover"
          >
            {option.icon}
            <span className="min-w-0 flex-1">
              <span className="block truncate">{option.label}</span>
              {option.hint ? <span className="block truncate text-muted text-xs">{option.hint}</span> : null}
            </span>
            {option.value === value?.value ? <Check className="size-3.5 shrink-0 text-accent" /> : null}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
