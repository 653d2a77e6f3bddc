import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "../cn";
import { Tooltip } from "../overlay/tooltip";

const style = cva(
  "inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100 hover:bg-hover hover:text-ink disabled:pointer-events-none disabled:opacity-40 aria-expanded:bg-hover aria-expanded:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent",
  {
    variants: {
      size: { sm: "size-6 [&_svg]:size-3.5", md: "size-7 [&_svg]:size-4", lg: "size-8 [&_svg]:size-4" },
    },
    defaultVariants: { size: "md" },
  },
);

interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label">, VariantProps<typeof style> {
  /** Said by screen readers and shown on hover: an icon alone is never enough. */
  label: string;
  /** Keys that do the same, shown in the tooltip. */
  keys?: string;
  children: ReactNode;
}

export function IconButton({ label, keys, size, className, children, type, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button type={type ?? "button"} aria-label={label} className={cn(style({ size }), className)} {...rest}>
        {children}
      </button>
    </Tooltip>
  );
}
