import { cn } from "../cn";

/** Keys of a shortcut, written as "Ctrl K". */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd
      className={cn(
        "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border bg-sunken px-1 font-sans text-2xs text-muted",
        className,
      )}
    >
      {keys}
    </kbd>
  );
}
