"use client";
import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../cn";

interface SegmentedProps<Value extends string> {
  value: Value;
  onChange(value: Value): void;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  label: string;
  /** Shows icons alone; labels stay for screen readers. */
  isIconOnly?: boolean;
  className?: string;
}

/** Two to five ways to look at the same thing. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { value, onChange, options, label, isIconOnly, className } = props;
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      aria-label={label}
      onValueChange={(next) => next && onChange(next as Value)}
      className={cn("inline-flex h-8 shrink-0 items-center gap-0.5 rounded-md bg-sunken p-0.5", className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          aria-label={isIconOnly ? option.label : undefined}
          title={isIconOnly ? option.label : undefined}
          className="inline-flex h-7 flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded-sm px-2.5 text-muted text-sm transition-colors hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-control [&_svg]:size-4"
        >
          {option.icon}
          {isIconOnly ? null : option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
