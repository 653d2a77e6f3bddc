import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "../cn";

export const buttonStyle = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors duration-100 disabled:pointer-events-none disabled:opacity-50 aria-busy:pointer-events-none [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent text-on-accent shadow-control hover:bg-accent-strong",
        secondary: "border-line-strong bg-canvas text-ink shadow-control hover:bg-hover",
        ghost: "border-transparent text-muted hover:bg-hover hover:text-ink aria-expanded:bg-hover",
        danger: "border-transparent bg-bad text-on-bad shadow-control hover:bg-bad-strong",
        "danger-quiet": "border-transparent text-bad hover:bg-bad-soft",
      },
      size: {
        sm: "h-7 px-2 text-xs [&_svg]:size-3.5",
        md: "h-8 px-3 text-sm [&_svg]:size-4",
        lg: "h-9 px-4 text-base [&_svg]:size-4",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonStyle> {
  /** Renders its only child (a link) with the button's look. */
  asChild?: boolean;
  /** Work is under way: shows a spinner in place of the icon and ignores clicks. */
  isBusy?: boolean;
  icon?: ReactNode;
}

export function Button({
  variant,
  size,
  asChild,
  isBusy,
  icon,
  className,
  children,
  type,
  ...rest
}: ButtonProps) {
  const style = cn(buttonStyle({ variant, size }), className);
  if (asChild)
    return (
      <Slot.Root className={style} {...rest}>
        {children}
      </Slot.Root>
    );
  return (
    <button type={type ?? "button"} className={style} aria-busy={isBusy || undefined} {...rest}>
      {isBusy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

export function Spinner({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={cn("size-4 animate-spin", className)} fill="none">
      <circle cx="8" cy="8" r="6" stroke="currentColor" strokeOpacity="0.25" strokeWidth="2" />
      <path d="M14 8a6 6 0 0 0-6-6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
