"use client";
import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../cn";
import { useFieldAttributes } from "./field";

export interface Option<Value extends string = string> {
  value: Value;
  label: string;
  /** A second line, for choices that need a word of explanation. */
  hint?: string;
  icon?: ReactNode;
  disabled?: boolean;
}

interface SelectProps<Value extends string> {
  value: Value | undefined;
  onChange(value: Value): void;
  options: readonly Option<Value>[];
  placeholder?: string;
  /** Accessible name where there is no Field around it. */
  label?: string;
  disabled?: boolean | undefined;
  className?: string;
  name?: string;
}

/** One of a short list. For long or remote lists take Combobox. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onChange, options, placeholder, label, disabled, className, name } = props;
  const attributes = useFieldAttributes();
  return (
    <Radix.Root
      value={value ?? ""}
      onValueChange={(next) => onChange(next as Value)}
      disabled={disabled}
      name={name}
    >
      <Radix.Trigger
        {...attributes}
        aria-label={label}
        className={cn(
          "control flex items-center justify-between gap-2 text-left data-placeholder:text-faint",
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon asChild>
          <ChevronDown className="size-3.5 shrink-0 text-faint" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-80 min-w-(--radix-select-trigger-width) animate-rise-in overflow-hidden rounded-lg bg-raised shadow-float"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="relative flex cursor-default select-none items-start gap-2 rounded-md py-1.5 pr-8 pl-2 text-sm outline-none data-disabled:opacity-40 data-highlighted:bg-hover"
              >
                {option.icon ? <span className="mt-0.5 text-muted [&_svg]:size-4">{option.icon}</span> : null}
                <span className="min-w-0">
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                  {option.hint ? <span className="block text-muted text-xs">{option.hint}</span> : null}
                </span>
                <Radix.ItemIndicator className="absolute top-2 right-2">
                  <Check className="size-3.5 text-accent" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
