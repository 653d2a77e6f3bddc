"use client";
import { useCallback, useState } from "react";
import type { ImportView } from "@/server/domain/integrations";
import type { ImportEntity } from "@/server/domain/integrations/fields/catalogue";
import type { FormatChoices } from "@/server/domain/integrations/schema";
import type { Picks } from "./picks";

export interface MappingDraft {
  entity: ImportEntity;
  /** What the person knows better about the file than the guess; the rest is found by the server. */
  choices: FormatChoices;
  /** Per entity: looking at another one loses nothing. */
  picks: Partial<Record<ImportEntity, Picks>>;
}

const keyOf = (id: string) => `carillon:import:${id}`;

/** How the file is to be read, kept in this tab until it is started: a reload loses nothing that was chosen. */
export function useMappingDraft(view: ImportView) {
  const [draft, setDraft] = useState<MappingDraft>(() => storedDraft(view.id) ?? firstDraft(view));
  const change = useCallback(
    (changes: Partial<MappingDraft>) =>
      setDraft((current) => {
        const next = { ...current, ...changes };
        sessionStorage.setItem(keyOf(view.id), JSON.stringify(next));
        return next;
      }),
    [view.id],
  );
  return [draft, change] as const;
}

/** A new file begins with the guess; one that was read before, with how it was read then. */
function firstDraft(view: ImportView): MappingDraft {
  if (view.status === "uploaded") return { entity: view.entity, choices: {}, picks: {} };
  const { columns, ...choices } = view.format;
  const picks = Object.fromEntries(columns.map((column) => [column, view.mapping[column] ?? null]));
  return { entity: view.entity, choices, picks: { [view.entity]: picks } };
}

function storedDraft(id: string): MappingDraft | undefined {
  if (typeof sessionStorage === "undefined") return undefined;
  try {
    return (JSON.parse(sessionStorage.getItem(keyOf(id)) ?? "null") as MappingDraft | null) ?? undefined;
  } catch {
    return undefined;
  }
}
