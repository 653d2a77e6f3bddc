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
  rowId(row: Row): string;
  href: ((row: Row) => string) | undefined;
}

export function RowPeek<Row>({ peek, rows, rowId, href }: RowPeekProps<Row>) {
  const t = useTranslations("table");
  const [peeked, setPeeked] = usePeek();
  const row = peeked === undefined ? undefined : rows.find((candidate) => rowId(candidate) === peeked);
  if (!row) return null;
  return (
    <Sheet
      isPeek
      isOpen
      onOpenChange={(isOpen) => !isOpen && setPeeked(undefined)}
      title={peek.title(row)}
      actions={
        href ? (
          <Button asChild size="sm" variant="ghost">
            <Link href={href(row)}>
              <Maximize2 />
              {t("openFull")}
            </Link>
          </Button>
        ) : undefined
      }
    >
      {peek.content(row)}
    </Sheet>
  );
}
