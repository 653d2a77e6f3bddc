"use client";
import { Maximize2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/app/_ui/action/button";
import { Sheet } from "@/app/_ui/overlay/sheet";
import { searchSpec, word } from "../search-params";
import { useSearch } from "../use-search";

/** What is shown beside the list for the row looked at. */
export interface PeekView<Row> {
  title(row: Row): ReactNode;
  content(row: Row): ReactNode;
  /** For links with `?peek=` to a row that is not on the loaded pages: the same, from the id alone. */
  stray?(id: string): { title: ReactNode; content: ReactNode; href: string };
  size?: "md" | "lg";
}

const peekSearch = searchSpec({ peek: word() });

/** Id of the row looked at, kept in the address so that it can be shared. */
export function usePeek() {
  const [{ peek }, set] = useSearch(peekSearch);
  return [peek, (id: string | undefined) => set({ peek: id })] as const;
}

interface RowPeekProps<Row> {
  peek: PeekView<Row>;
  rows: readonly Row[];
  /** The first page is still on its way: a row that is not there yet may be on it. */
  isLoading?: boolean;
  rowId(row: Row): string;
  href: ((row: Row) => string) | undefined;
}

export function RowPeek<Row>({ peek, rows, isLoading, rowId, href }: RowPeekProps<Row>) {
  const t = useTranslations("table");
  const [peeked, setPeeked] = usePeek();
  const row = peeked === undefined ? undefined : rows.find((candidate) => rowId(candidate) === peeked);
  const shown = row
    ? { title: peek.title(row), content: peek.content(row), href: href?.(row) }
    : peeked !== undefined && !isLoading
      ? peek.stray?.(peeked)
      : undefined;
  if (!shown) return null;
  return (
    <Sheet
      isPeek
      isOpen
      size={peek.size ?? "md"}
      onOpenChange={(isOpen) => !isOpen && setPeeked(undefined)}
      title={shown.title}
      actions={
        shown.href ? (
          <Button asChild size="sm" variant="ghost">
            <Link href={shown.href}>
              <Maximize2 />
              {t("openFull")}
            </Link>
          </Button>
        ) : undefined
      }
    >
      {shown.content}
    </Sheet>
  );
}
