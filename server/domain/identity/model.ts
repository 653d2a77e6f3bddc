/** The vocabulary of duplicates. Pure. */

/** What may speak for two people being one, and how loudly; `differs` speaks against. */
export const evidencePoints = {
  /** The last ten digits of a number of each are the same: another country code, an 8 for a 7. */
  phone: 45,
  /** One mailbox in two spellings: dots and +tags of Gmail, ya.ru for yandex.ru. */
  email: 50,
  /** Both brought the same card. */
  card: 60,
  /** Both brought the same identifier of another kind. */
  claimed: 40,
  /** Signed in on the same browser or device. */
  device: 25,
  /** The same name and surname, in whatever order. */
  name: 25,
  /** Names that differ by a letter or two. */
  similar_name: 12,
  birth: 30,
  city: 10,
  birth_differs: -45,
  gender_differs: -20,
  name_differs: -20,
} as const;
export type EvidenceKind = keyof typeof evidencePoints;
export interface Evidence {
  kind: EvidenceKind;
  points: number;
}

/** Under this sum nobody is bothered. */
export const leastScore = 45;
/** More people than this under one key say nothing about any two of them: a switchboard's number, a shop's tablet. */
export const largestBlock = 12;

export const suggestionStates = ["open", "merging", "different", "merged"] as const;
export type SuggestionState = (typeof suggestionStates)[number];

export interface MergeRule {
  code: string;
  /** All of these must speak for it, and nothing against. */
  needs: readonly EvidenceKind[];
}
/** Rules under which two people may become one without anybody looking. All are off until somebody turns them on. */
export const pairRules: readonly MergeRule[] = [
  { code: "phone_birth", needs: ["phone", "birth"] },
  { code: "email_birth", needs: ["email", "birth"] },
  { code: "phone_name", needs: ["phone", "name"] },
  { code: "email_name", needs: ["email", "name"] },
  { code: "card_name", needs: ["card", "name"] },
  { code: "name_birth_city", needs: ["name", "birth", "city"] },
];
/** Rules that no pair of suggestions answers: what a source says by itself. */
export const sourceRules = ["alias"] as const;
export const ruleCodes = [...pairRules.map((rule) => rule.code), ...sourceRules];

const against: readonly EvidenceKind[] = ["birth_differs", "gender_differs", "name_differs"];

/** Which rules a pair answers to. */
export const rulesFor = (evidence: readonly { kind: string }[]): string[] => {
  const kinds = new Set(evidence.map((one) => one.kind));
  if (against.some((kind) => kinds.has(kind))) return [];
  return pairRules.filter((rule) => rule.needs.every((kind) => kinds.has(kind))).map((rule) => rule.code);
};
