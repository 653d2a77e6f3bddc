import { type ReactNode, useId } from "react";
import { cn } from "../cn";

interface SectionProps {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Gives an address to link to. */
  anchor?: string;
  className?: string;
  children: ReactNode;
}

/** A part of a page: a small title, a hairline above, no box around. */
export function Section({ title, description, actions, anchor, className, children }: SectionProps) {
  const id = useId();
  return (
    <section
      id={anchor}
      aria-labelledby={title ? id : undefined}
      className={cn("flex flex-col gap-3", className)}
    >
      {title || actions ? (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <div className="min-w-0">
            <h2 id={id} className="font-semibold text-base">
              {title}
            </h2>
            {description ? <p className="max-w-160 text-pretty text-muted text-sm">{description}</p> : null}
          </div>
          {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
        </div>
      ) : null}
      {children}
    </section>
  );
}

/** A framed group, for the few things that are objects in themselves. */
export const Panel = ({ className, children }: { className?: string; children: ReactNode }) => (
  <div className={cn("rounded-lg border bg-canvas", className)}>{children}</div>
);
