"use client";
import type { ReactNode } from "react";
import { cn } from "@/app/_ui/cn";

/** A small table of figures inside a report: scrolls sideways on a phone, its first column stays. */
export const ReportTable = ({
  label,
  head,
  children,
}: {
  label: string;
  head: readonly { id: string; text: string; hint?: string; isText?: boolean }[];
  children: ReactNode;
}) => (
  <div className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
    <table aria-label={label} className="w-full border-separate border-spacing-0 text-sm">
      <thead className="text-muted text-xs">
        <tr>
          {head.map(({ id, text, hint, isText }, index) => (
            <th
              key={id}
              scope="col"
              className={cn(
                "border-b px-3 py-1.5 align-bottom font-normal",
                isText ? "text-left" : "text-right",
                index === 0 && "sticky left-0 bg-canvas pl-0",
              )}
            >
              {text}
              {hint ? <span className="block text-2xs text-faint">{hint}</span> : null}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

export const RowHead = ({ children }: { children: ReactNode }) => (
  <th
    scope="row"
    className="sticky left-0 min-w-40 max-w-64 border-b bg-canvas py-2 pr-3 text-left align-top font-medium"
  >
    {children}
  </th>
);

export const Cell = ({ isText, children }: { isText?: boolean; children: ReactNode }) => (
  <td className={cn("border-b px-3 py-2 align-top", isText ? "text-left" : "whitespace-nowrap text-right")}>
    {children}
  </td>
);
