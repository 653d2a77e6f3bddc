"use client";
import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../cn";
import { Kbd } from "../display/kbd";

interface MenuProps {
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  className?: string;
  children: ReactNode;
}

export function DropdownMenu({ trigger, align = "end", side = "bottom", className, children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            "z-50 max-h-[80dvh] min-w-48 animate-rise-in overflow-y-auto rounded-lg bg-raised p-1 shadow-float",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const itemStyle =
  "flex cursor-default select-none items-center gap-2 rounded-md px-2 py-1.5 text-sm outline-none data-disabled:opacity-40 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:text-muted";

interface MenuItemProps {
  icon?: ReactNode;
  keys?: string;
  /** A link; otherwise give `onSelect`. */
  href?: string;
  onSelect?(): void;
  isDangerous?: boolean;
  disabled?: boolean;
  children: ReactNode;
}

export function MenuItem({ icon, keys, href, onSelect, isDangerous, disabled, children }: MenuItemProps) {
  const inner = (
    <>
      {icon}
      <span className="flex-1">{children}</span>
      {keys ? <Kbd keys={keys} /> : null}
    </>
  );
  return (
    <Radix.Item
      asChild={Boolean(href)}
      disabled={disabled ?? false}
      {...(onSelect ? { onSelect: () => onSelect() } : {})}
      className={cn(itemStyle, isDangerous && "text-bad data-highlighted:bg-bad-soft [&_svg]:text-bad")}
    >
      {href ? <Link href={href}>{inner}</Link> : inner}
    </Radix.Item>
  );
}

interface MenuCheckProps {
  checked: boolean;
  onChange(checked: boolean): void;
  disabled?: boolean;
  children: ReactNode;
}

/** An item that is on or off; the menu stays open, so several can be set in one go. */
export function MenuCheck({ checked, onChange, disabled, children }: MenuCheckProps) {
  return (
    <Radix.CheckboxItem
      checked={checked}
      disabled={disabled ?? false}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={itemStyle}
    >
      <span className="flex size-4 items-center justify-center">
        <Radix.ItemIndicator>
          <Check className="size-3.5! text-accent!" />
        </Radix.ItemIndicator>
      </span>
      <span className="flex-1">{children}</span>
    </Radix.CheckboxItem>
  );
}

interface MenuRadioProps<Value extends string> {
  value: Value;
  onChange(value: Value): void;
  options: readonly { value: Value; label: string }[];
}

export function MenuRadio<Value extends string>({ value, onChange, options }: MenuRadioProps<Value>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={itemStyle}>
          <span className="flex size-4 items-center justify-center">
            <Radix.ItemIndicator>
              <Check className="size-3.5! text-accent!" />
            </Radix.ItemIndicator>
          </span>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2 pt-2 pb-1 font-medium text-2xs text-faint">{children}</Radix.Label>
);
export const MenuSeparator = () => <Radix.Separator className="my-1 h-px bg-line" />;
