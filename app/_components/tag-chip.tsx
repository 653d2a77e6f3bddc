import type { ReactNode } from "react";
import { cn } from "@/app/_ui/cn";

/** Hues of the eight tag colours; lightness follows the theme, so that a dot is seen in light and dark alike. */
const hues: Record<string, string> = {
  gray: "bg-[light-dark(oklch(0.68_0.01_230),oklch(0.62_0.01_230))]",
  blue: "bg-[light-dark(oklch(0.6_0.13_250),oklch(0.72_0.12_250))]",
  green: "bg-[light-dark(oklch(0.62_0.13_150),oklch(0.75_0.13_150))]",
  yellow: "bg-[light-dark(oklch(0.78_0.14_95),oklch(0.83_0.14_95))]",
  orange: "bg-[light-dark(oklch(0.7_0.15_55),oklch(0.77_0.14_58))]",
  red: "bg-[light-dark(oklch(0.6_0.18_25),oklch(0.7_0.16_24))]",
  pink: "bg-[light-dark(oklch(0.66_0.16_350),oklch(0.75_0.14_350))]",
  purple: "bg-[light-dark(oklch(0.58_0.14_300),oklch(0.72_0.13_300))]",
};

export const TagDot = ({ color, className }: { color: string; className?: string }) => (
  <span
    aria-hidden="true"
    className={cn("size-2 shrink-0 rounded-full", hues[color] ?? hues.gray, className)}
  />
);

/** A tag as it stands on a person: colour as a dot, words as they are. */
export const TagChip = ({
  name,
  color,
  title,
  children,
}: {
  name: string;
  color: string;
  title?: string;
  children?: ReactNode;
}) => (
  <span
    title={title ?? name}
    className="inline-flex h-5.5 max-w-48 items-center gap-1.5 whitespace-nowrap rounded-full border px-2 text-xs"
  >
    <TagDot color={color} />
    <span className="truncate">{name}</span>
    {children}
  </span>
);
