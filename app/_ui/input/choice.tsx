"use client";
import { Check, Minus } from "lucide-react";
import { RadioGroup, Checkbox as RadixCheckbox, Switch as RadixSwitch } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "../cn";

interface CheckboxProps {
  checked: boolean | "indeterminate";
  onChange(checked: boolean): void;
  /** Beside the box; give `ariaLabel` instead where there is no room for words. */
  label?: ReactNode;
  ariaLabel?: string;
  help?: ReactNode;
  disabled?: boolean;
  className?: string;
  id?: string;
}

export function Checkbox({
  checked,
  onChange,
  label,
  ariaLabel,
  help,
  disabled,
  className,
  id,
}: CheckboxProps) {
  const ownId = useId();
  const boxId = id ?? ownId;
  const box = (
    <RadixCheckbox.Root
      id={boxId}
      checked={checked}
      disabled={disabled}
      aria-label={ariaLabel}
      onCheckedChange={(next) => onChange(next === true)}
      className="flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-canvas text-on-accent transition-colors hover:border-faint disabled:opacity-40 data-[state=checked]:border-accent data-[state=indeterminate]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:bg-accent"
    >
      <RadixCheckbox.Indicator>
        {checked === "indeterminate" ? (
          <Minus className="size-3" strokeWidth={3} />
        ) : (
          <Check className="size-3" strokeWidth={3} />
        )}
      </RadixCheckbox.Indicator>
    </RadixCheckbox.Root>
  );
  if (!label) return box;
  return (
    <div className={cn("flex items-start gap-2", className)}>
      <span className="flex h-5 items-center">{box}</span>
      <label htmlFor={boxId} className="text-sm">
        {label}
        {help ? <span className="block text-muted text-xs">{help}</span> : null}
      </label>
    </div>
  );
}

export function Switch({
  checked,
  onChange,
  label,
  ariaLabel,
  help,
  disabled,
  className,
}: CheckboxProps & { checked: boolean }) {
  const id = useId();
  const control = (
    <RadixSwitch.Root
      id={id}
      checked={checked}
      disabled={disabled}
      aria-label={ariaLabel}
      onCheckedChange={onChange}
      className="relative h-4.5 w-8 shrink-0 rounded-full bg-line-strong transition-colors disabled:opacity-40 data-[state=checked]:bg-accent"
    >
      <RadixSwitch.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-canvas shadow-control transition-transform data-[state=checked]:translate-x-4" />
    </RadixSwitch.Root>
  );
  if (!label) return control;
  return (
    <div className={cn("flex items-start justify-between gap-4", className)}>
      <label htmlFor={id} className="text-sm">
        {label}
        {help ? <span className="block text-muted text-xs">{help}</span> : null}
      </label>
      <span className="flex h-5 items-center">{control}</span>
    </div>
  );
}

interface RadioCardsProps<Value extends string> {
  value: Value | undefined;
  onChange(value: Value): void;
  options: readonly { value: Value; label: string; hint?: string; icon?: ReactNode; disabled?: boolean }[];
  label: string;
  columns?: 1 | 2 | 3;
  className?: string;
}

/** One of a few choices that deserve a sentence each. */
export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { value, onChange, options, label, columns = 1, className } = props;
  return (
    <RadioGroup.Root
      value={value ?? ""}
      aria-label={label}
      onValueChange={(next) => onChange(next as Value)}
      className={cn(
        "grid gap-2",
        columns === 2 && "sm:grid-cols-2",
        columns === 3 && "sm:grid-cols-3",
        className,
      )}
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className="flex items-start gap-2.5 rounded-lg border border-line p-3 text-left transition-colors hover:border-line-strong disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
        >
          {option.icon ? <span className="mt-0.5 text-muted [&_svg]:size-4">{option.icon}</span> : null}
          <span>
            <span className="block font-medium text-sm">{option.label}</span>
            {option.hint ? <span className="block text-muted text-xs">{option.hint}</span> : null}
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
