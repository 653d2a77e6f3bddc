import { cn } from "../cn";

const initials = (name: string) =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");

const sizes = { sm: "size-5 text-2xs", md: "size-7 text-xs", lg: "size-10 text-base" };

/** Initials on a quiet disc. Decoration: the name stands beside it. */
export function Avatar({
  name,
  size = "md",
  className,
}: {
  name: string;
  size?: keyof typeof sizes;
  className?: string;
}) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "inline-flex shrink-0 select-none items-center justify-center rounded-full bg-accent-soft font-medium text-accent",
        sizes[size],
        className,
      )}
    >
      {initials(name) || "·"}
    </span>
  );
}
