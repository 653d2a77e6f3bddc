import type { ReactNode } from "react";
import { cn } from "../cn";
import { LineDrawing, type LineDrawingName } from "./line-drawing";

interface EmptyStateProps {
  drawing?: LineDrawingName;
  title: string;
  /** What this place is for, in one or two sentences. */
  children?: ReactNode;
  /** One action; a link to the guide may stand beside it. */
  actions?: ReactNode;
  /** Inside a panel instead of a page. */
  isSmall?: boolean;
  className?: string;
}

export function EmptyState({ drawing, title, children, actions, isSmall, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center px-6 text-center", isSmall ? "py-8" : "py-16", className)}>
      {drawing ? <LineDrawing name={drawing} className={isSmall ? "mb-3 h-14" : "mb-5 h-24"} /> : null}
      <h2 className={cn("font-semibold", isSmall ? "text-sm" : "text-lg")}>{title}</h2>
      {children ? <div className="mt-1 max-w-110 text-pretty text-muted text-sm">{children}</div> : null}
      {actions ? <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
