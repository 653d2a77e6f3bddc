import { z } from "zod";

/**
 * What an editor may fill in, over all layouts. One shape for every layout, so that changing the layout of a letter
 * loses no word of it; `layouts.ts` says which of the fields a layout shows.
 */
export const contentFields = {
  subject: { kind: "line", group: "envelope", max: 200, isRequired: true, takesVariables: true },
  preheader: { kind: "line", group: "envelope", max: 200, isRequired: false, takesVariables: true },
  eyebrow: { kind: "line", group: "words", max: 60, isRequired: false, takesVariables: true },
  heading: { kind: "line", group: "words", max: 160, isRequired: true, takesVariables: true },
  body: { kind: "text", group: "words", max: 5000, isRequired: false, takesVariables: true },
  points: { kind: "points", group: "words", max: 4, isRequired: false, takesVariables: true },
  signature: { kind: "text", group: "words", max: 300, isRequired: false, takesVariables: true },
  buttonLabel: { kind: "line", group: "action", max: 60, isRequired: false, takesVariables: true },
  buttonUrl: { kind: "url", group: "action", max: 1000, isRequired: false, takesVariables: true },
  note: { kind: "text", group: "action", max: 500, isRequired: false, takesVariables: true },
  itemLimit: { kind: "count", group: "goods", max: 20, isRequired: false, takesVariables: false },
  showImages: { kind: "switch", group: "goods", max: 0, isRequired: false, takesVariables: false },
  showPrices: { kind: "switch", group: "goods", max: 0, isRequired: false, takesVariables: false },
  accent: { kind: "colour", group: "look", max: 7, isRequired: false, takesVariables: false },
  logoUrl: { kind: "url", group: "look", max: 1000, isRequired: false, takesVariables: false },
  heroUrl: { kind: "url", group: "look", max: 1000, isRequired: false, takesVariables: false },
  heroAlt: { kind: "line", group: "look", max: 200, isRequired: false, takesVariables: false },
} as const satisfies Record<string, ContentField>;

export interface ContentField {
  kind: "line" | "text" | "url" | "colour" | "switch" | "count" | "points";
  group: ContentGroup;
  /** Most characters; for lists, most entries; for counts, the greatest. */
  max: number;
  isRequired: boolean;
  takesVariables: boolean;
}
export const contentGroups = ["envelope", "words", "action", "goods", "look"] as const;
export type ContentGroup = (typeof contentGroups)[number];
export type ContentFieldName = keyof typeof contentFields;

const words = (name: ContentFieldName) => {
  const { max } = contentFields[name];
  return z.string().max(max, `Use at most ${max} characters.`).default("");
};
const line = (name: ContentFieldName) =>
  words(name).refine((text) => !/[\r\n]/.test(text), "Keep this on one line.");
/** A web, mail or phone address, or one that comes from a variable. */
const link = (name: ContentFieldName) =>
  words(name).refine(
    (text) => text === "" || /^(?:https?:\/\/|mailto:|tel:|\{\{|\{%)/i.test(text.trim()),
    "Start the link with https://, mailto:, tel:, or a variable such as {{ cart.url }}.",
  );

/** The content of a letter, at every door. Lenient about what is missing: a draft may be half-done. */
export const letterContent = z.object({
  subject: line("subject"),
  preheader: line("preheader"),
  eyebrow: line("eyebrow"),
  heading: line("heading"),
  body: words("body"),
  points: z
    .array(z.object({ title: z.string().max(120).default(""), text: z.string().max(400).default("") }))
    .max(contentFields.points.max, `Use at most ${contentFields.points.max} points.`)
    .default([]),
  signature: words("signature"),
  buttonLabel: line("buttonLabel"),
  buttonUrl: link("buttonUrl"),
  note: words("note"),
  itemLimit: z.number().int().min(1).max(contentFields.itemLimit.max).default(4),
  showImages: z.boolean().default(true),
  showPrices: z.boolean().default(true),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "Use a colour such as #1f5c45.")
    .default("#1f5c45"),
  logoUrl: link("logoUrl"),
  heroUrl: link("heroUrl"),
  heroAlt: line("heroAlt"),
});
export type LetterContent = z.output<typeof letterContent>;
