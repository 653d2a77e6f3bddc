/** What kinds of identifiers there are and what each may do. Pure. */
import { parseEmail } from "@/server/domain/fields/values/email";
import { type Parsed, quoted, refused } from "@/server/domain/fields/values/parsed";
import { parsePhone } from "@/server/domain/fields/values/phone";
import { parseExternalId } from "@/server/domain/fields/values/text";
import { identityKindOf } from "./model";

export interface IdentityKindRule {
  /** As the identities table and callers write it: `external_id`, `card`, an own one. */
  code: string;
  name: string;
  /** The smaller, the stronger. */
  priority: number;
  maxPerPerson: number;
  mayDecide: boolean;
  mayMerge: boolean;
  blockAfter: number | null;
  isBuiltIn: boolean;
}
export type IdentityRules = ReadonlyMap<string, IdentityKindRule>;

const builtIn = (
  code: string,
  priority: number,
  maxPerPerson: number,
  more: Partial<IdentityKindRule> = {},
): IdentityKindRule => ({
  code,
  name: "",
  priority,
  maxPerPerson,
  mayDecide: true,
  mayMerge: false,
  blockAfter: null,
  isBuiltIn: true,
  ...more,
});
/** As an installation begins; its own rows count from then on. */
export const defaultKinds: readonly IdentityKindRule[] = [
  builtIn("external_id", 10, 1),
  builtIn("email", 20, 1, { blockAfter: 10 }),
  builtIn("phone", 30, 1, { blockAfter: 10 }),
  builtIn("card", 40, 10, { mayMerge: true, blockAfter: 5 }),
  builtIn("push_token", 90, 20, { mayDecide: false }),
];
export const defaultIdentityRules: IdentityRules = new Map(defaultKinds.map((kind) => [kind.code, kind]));

/** Names a kind goes by in the code: the three of the form by their field, all others by their code. */
export const kindName = (code: string): string =>
  Object.hasOwn(identityKindOf, code) ? identityKindOf[code as keyof typeof identityKindOf] : code;
export const kindCode = (name: string): string => (name === "externalId" ? "external_id" : name);

/** An identifier beside those of the form. */
export interface ExtraIdentity {
  kind: string;
  value: string;
}
export const maxExtras = 50;

/** Everything a row brings to name a person, strongest kind first. */
export function refsOf(
  write: { keys: Partial<Record<string, string>>; extras: readonly ExtraIdentity[] },
  rules: IdentityRules,
): ExtraIdentity[] {
  const refs: ExtraIdentity[] = [];
  for (const name of Object.keys(write.keys)) {
    const value = write.keys[name];
    if (value !== undefined) refs.push({ kind: name, value });
  }
  if (write.extras.length === 0 && refs.length < 2) return refs;
  for (const { kind, value } of write.extras) refs.push({ kind: kindName(kind), value });
  const rank = (kind: string) => rules.get(kindCode(kind))?.priority ?? 1000;
  return refs.sort((a, b) => rank(a.kind) - rank(b.kind));
}

/** Canonical value of an identifier of any kind. */
export function readIdentity(
  kind: string,
  raw: unknown,
  rules: { identity?: IdentityRules | undefined; defaultCountry: string },
): Parsed<ExtraIdentity | undefined> {
  const known = (rules.identity ?? defaultIdentityRules).get(kind);
  if (!known)
    return refused(
      "unknown_kind",
      `${quoted(kind)} is not a kind of identifier. Make it under Settings → Identity rules, or use one of those that are there.`,
    );
  if (typeof raw !== "string" && !(typeof raw === "number" && Number.isFinite(raw)))
    return refused("invalid_type", "Send the identifier as text.");
  const read = readValue(kind, String(raw), rules.defaultCountry);
  if (!read.ok) return read;
  return { ok: true, value: read.value === undefined ? undefined : { kind, value: read.value } };
}

function readValue(kind: string, text: string, defaultCountry: string): Parsed<string | undefined> {
  if (kind === "email") return parseEmail(text);
  if (kind === "phone") return parsePhone(text, defaultCountry);
  const read = parseExternalId(text);
  if (!read.ok || read.value === undefined || kind !== "card") return read;
  // Cards are printed in groups and scanned without them.
  const card = read.value.replace(/[\s-]/g, "");
  return /^(.)\1{5,}$/.test(card)
    ? refused("refused_value", `${quoted(text)} is a placeholder, not a card of a person. Leave it out.`)
    : { ok: true, value: card };
}
