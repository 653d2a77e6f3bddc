"use client";
import { useState } from "react";
import type { QueryView } from "@/server/domain/integrations";
import type { ImportEntity } from "@/server/domain/integrations/fields/catalogue";
import type { KeyKind, PullMode, PullSchedule } from "@/server/domain/integrations/sql/model";

export interface SeenColumn {
  name: string;
  samples: string[];
  keyKind: KeyKind | null;
}
export interface QueryDraft {
  connectionId: string | undefined;
  name: string;
  entity: ImportEntity;
  query: string;
  mapping: Record<string, string>;
  columns: SeenColumn[];
  mode: PullMode;
  keyColumn: string | null;
  schedule: PullSchedule;
}

const fresh: QueryDraft = {
  connectionId: undefined,
  name: "",
  entity: "customers",
  query: "",
  mapping: {},
  columns: [],
  mode: "incremental",
  keyColumn: null,
  schedule: { kind: "every", minutes: 60 },
};

/** A query while it is written. Saved columns have no samples until the query is looked at again. */
export function useQueryDraft(saved: QueryView | undefined) {
  const [draft, setDraft] = useState<QueryDraft>(() => (saved ? draftOf(saved) : fresh));
  return [
    draft,
    (changes: Partial<QueryDraft>) => setDraft((current) => ({ ...current, ...changes })),
  ] as const;
}
const draftOf = (saved: QueryView): QueryDraft => ({
  connectionId: saved.connectionId,
  name: saved.name,
  entity: saved.entity,
  query: saved.query,
  mapping: saved.mapping,
  columns: saved.format.columns.map((name) => ({
    name,
    samples: [],
    keyKind: name === saved.keyColumn ? saved.keyKind : null,
  })),
  mode: saved.mode,
  keyColumn: saved.keyColumn,
  schedule: saved.schedule,
});

/** What the server is asked to save. */
export const savedForm = (draft: QueryDraft) => ({
  connectionId: draft.connectionId ?? "",
  name: draft.name,
  entity: draft.entity,
  query: draft.query,
  mapping: draft.mapping,
  columns: draft.columns.map((column) => column.name),
  mode: draft.mode,
  keyColumn: draft.keyColumn,
  keyKind: draft.columns.find((column) => column.name === draft.keyColumn)?.keyKind ?? null,
  schedule: draft.schedule,
});
