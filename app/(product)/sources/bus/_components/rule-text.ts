import type { BusRule, Meaning } from "@/server/domain/bus/model";

/** A rule while it is written: its fields as lines `code = $.path`. */
export interface RuleDraft {
  key: number;
  type: string;
  meaning: Meaning;
  eventName: string;
  fields: string;
}

export const draftOf = (rule: BusRule, key: number): RuleDraft => ({
  key,
  type: rule.type,
  meaning: rule.meaning,
  eventName: rule.eventName ?? "",
  fields: Object.entries(rule.fields)
    .map(([code, path]) => `${code} = ${path}`)
    .join("\n"),
});

/** Lines without a sign between code and path are kept as a code without a path, so that the server names them. */
export const ruleOf = (draft: RuleDraft): BusRule => ({
  type: draft.type.trim(),
  meaning: draft.meaning,
  fields: Object.fromEntries(
    draft.fields
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .map((line) => {
        const [code = "", ...path] = line.split("=");
        return [code.trim(), path.join("=").trim()];
      }),
  ),
  ...(draft.eventName.trim() === "" ? {} : { eventName: draft.eventName.trim() }),
});
