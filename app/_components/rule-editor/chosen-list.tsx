"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/app/_ui/cn";
import { Combobox } from "@/app/_ui/input/combobox";
import type { Option } from "@/app/_ui/input/select";

interface ChosenListProps {
  /** What is chosen from: "Products". */
  label: string;
  placeholder: string;
  values: readonly string[];
  onChange(values: string[]): void;
  nameOf(value: string): string;
  markOf?(value: string): ReactNode;
  options: readonly Option[];
  /** Given: the list is remote. */
  onSearch?(text: string): void;
  isLoading?: boolean;
  /** Told when something is chosen, with the name it had in the list. */
  onChosen?(option: Option): void;
  className?: string;
}

/** Several of a long list: what is chosen as chips, and one field to add the next. */
export function ChosenList(props: ChosenListProps) {
  const { label, placeholder, values, onChange, nameOf, markOf, options, onSearch, isLoading } = props;
  const t = useTranslations("rule-editor.conditions");
  return (
    <div className={cn("flex min-w-0 flex-wrap items-center gap-1.5", props.className)}>
      {values.map((value) => (
        <span
          key={value}
          className="inline-flex h-8 max-w-64 items-center gap-1.5 rounded-md bg-sunken pr-1 pl-2.5 text-sm"
        >
          {markOf?.(value)}
          <span className="truncate">{nameOf(value)}</span>
          <button
            type="button"
            aria-label={t("removeOne", { name: nameOf(value) })}
            onClick={() => onChange(values.filter((one) => one !== value))}
            className="rounded-sm p-0.5 text-faint hover:bg-hover hover:text-ink"
          >
            <X className="size-3.5" />
          </button>
        </span>
      ))}
      <Combobox
        label={label}
        placeholder={values.length === 0 ? placeholder : t("addOne")}
        className={values.length === 0 ? "w-56" : "w-32"}
        value={undefined}
        onChange={(option) => {
          if (!option) return;
          props.onChosen?.(option);
          onChange([...values, option.value]);
        }}
        options={options.filter((option) => !values.includes(option.value))}
        {...(onSearch ? { onSearch } : {})}
        isLoading={isLoading ?? false}
      />
    </div>
  );
}
