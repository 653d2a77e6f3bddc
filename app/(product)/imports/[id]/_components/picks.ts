import type { Mapping } from "@/server/domain/integrations";

/** What a person chose: a field's code, or null for "do not import". Columns she did not touch are absent. */
export type Picks = Readonly<Record<string, string | null>>;

/** A field belongs to one column: choosing it for another takes it away here. */
export function pick(picks: Picks, column: string, code: string | null): Picks {
  const kept = Object.fromEntries(
    Object.entries(picks).map(([name, chosen]) => [name, chosen === code && code !== null ? null : chosen]),
  );
  return { ...kept, [column]: code };
}

/** The suggestion, corrected by what was chosen; what was chosen wins a field that both want. */
export function mappingOf(columns: readonly string[], suggested: Mapping, picks: Picks): Mapping {
  const taken = new Set(columns.map((column) => picks[column]).filter((code) => typeof code === "string"));
  const mapping: Mapping = {};
  for (const column of columns) {
    const chosen = picks[column];
    const guess = suggested[column];
    if (chosen) mapping[column] = chosen;
    else if (chosen === undefined && guess !== undefined && !taken.has(guess)) mapping[column] = guess;
  }
  return mapping;
}
