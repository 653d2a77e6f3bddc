import type { CSSProperties, ReactNode } from "react";
import { colours } from "./theme";

interface SheetProps {
  /** Inner space: top and bottom; the sides are the same everywhere. */
  padding: string;
  background?: string;
  className?: string;
  align?: "left" | "center";
  style?: CSSProperties;
  children: ReactNode;
}

/** One full-width band of the sheet, as a table, so that Outlook keeps its padding. */
export function Band({ padding, background, className, align = "left", style, children }: SheetProps) {
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={{ borderCollapse: "separate" }}
    >
      <tbody>
        <tr>
          <td
            align={align}
            className={`m-pad ${className ?? "c-sheet"}`}
            style={{ padding, backgroundColor: background ?? colours.sheet, textAlign: align, ...style }}
          >
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
