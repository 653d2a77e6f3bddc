import {
  asCondition,
  asDefinition,
  type MeasureCondition,
  newMeasure,
} from "@/app/_components/rule-editor/measure";
import { isFinished } from "@/app/_components/rule-editor/new-conditions";
import type { OwnMetric } from "@/server/domain/metrics";
import { metricCodePattern } from "@/server/domain/segments/standard-metrics";

/** A metric as it is being written. */
export interface MetricDraft {
  name: string;
  code: string;
  description: string;
  measure: MeasureCondition;
}

export const emptyDraft = (): MetricDraft => ({
  name: "",
  code: "",
  description: "",
  measure: newMeasure("purchases"),
});
export const draftOf = ({ name, code, description, definition }: OwnMetric): MetricDraft => ({
  name,
  code,
  description,
  measure: asCondition(definition),
});

/** What it counts, when that is whole. */
export const definitionOf = ({ measure }: MetricDraft) =>
  isFinished(measure) ? asDefinition(measure) : undefined;

export const isReady = (draft: MetricDraft): boolean =>
  draft.name.trim() !== "" && metricCodePattern.test(draft.code) && definitionOf(draft) !== undefined;

const latin: Record<string, string> = Object.fromEntries(
  "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=ts ч=ch ш=sh щ=sch ы=y э=e ю=yu я=ya"
    .split(" ")
    .map((pair) => pair.split("=") as [string, string]),
);

/** "Молочное за 90 дней" → molochnoe_za_90_dney. Empty where nothing Latin comes of it. */
export function codeOf(name: string): string {
  const plain = [...name.toLowerCase().normalize("NFC")].map((letter) => latin[letter] ?? letter).join("");
  return plain
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[ъь]/g, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+/, "")
    .slice(0, 60)
    .replace(/_+$/, "");
}
