import { distance } from "fastest-levenshtein";
import {
  commonDomains,
  disposableDomains,
  knownMistakes,
  providerByDomain,
  realLookalikes,
  roleNames,
} from "./domains";

export interface EmailFacts {
  domain: string;
  /** A known name or `other`; whose servers a company's own domain uses is known only after asking DNS. */
  provider: string;
  isRole: boolean;
  isDisposable: boolean;
  /** The address that was probably meant. */
  suggestion: string | null;
}

const longest = 254;

/** Facts from a canonical address. Pure; a text that is not an address has no facts. */
export function emailFacts(email: string): EmailFacts | undefined {
  if (email.length > longest) return undefined;
  const at = email.lastIndexOf("@");
  if (at < 1 || at === email.length - 1) return undefined;
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  const meant = suggestDomain(domain);
  return {
    domain,
    provider: providerByDomain(domain) ?? "other",
    isRole: roleNames.has(local.split("+", 1)[0] ?? local),
    isDisposable: disposableDomains.has(domain),
    suggestion: meant === undefined ? null : `${local}@${meant}`,
  };
}

const suggestions = new Map<string, string | undefined>();

/** The common domain that was meant, or undefined. Remembered: a base of millions has few mistakes, repeated. */
export function suggestDomain(domain: string): string | undefined {
  if (domain.length > 40) return undefined;
  if (suggestions.has(domain)) return suggestions.get(domain);
  const meant = findMeant(domain);
  if (suggestions.size < 50_000) suggestions.set(domain, meant);
  return meant;
}

function findMeant(domain: string): string | undefined {
  if (providerByDomain(domain) || realLookalikes.has(domain) || commonDomains.includes(domain))
    return undefined;
  const known = knownMistakes.get(domain);
  if (known) return known;
  // Short names are one letter away from everything: only a swap of neighbours is a sure sign there.
  return commonDomains.find((common) => isSlip(domain, common));
}

/** One slip of the finger away: a letter too many, missing, wrong, or two changed over. */
function isSlip(typed: string, meant: string): boolean {
  const [typedName, typedZone] = splitZone(typed);
  const [name, zone] = splitZone(meant);
  if (isSwapped(typed, meant)) return true;
  if (typedZone === zone) return name.length >= 5 && typedName.length >= 4 && distance(typedName, name) === 1;
  // The name is right and unmistakable, the ending is not one that exists.
  return (
    name.length >= 5 && typedName === name && !realZones.has(typedZone) && distance(typedZone, zone) === 1
  );
}

const splitZone = (domain: string): [string, string] => {
  const dot = domain.indexOf(".");
  return dot < 0 ? [domain, ""] : [domain.slice(0, dot), domain.slice(dot + 1)];
};

function isSwapped(typed: string, meant: string): boolean {
  if (typed.length !== meant.length || typed === meant) return false;
  const at = [...meant].findIndex((letter, index) => letter !== typed[index]);
  return (
    typed[at] === meant[at + 1] && typed[at + 1] === meant[at] && typed.slice(at + 2) === meant.slice(at + 2)
  );
}

/** Endings that a person may well mean. */
const realZones: ReadonlySet<string> = new Set([
  "com",
  "ru",
  "net",
  "org",
  "by",
  "kz",
  "ua",
  "uz",
  "de",
  "fr",
  "it",
  "es",
  "pl",
  "co",
  "cm",
  "cn",
  "tr",
  "eu",
  "su",
  "me",
  "io",
  "co.uk",
  "com.tr",
  "com.br",
  "co.in",
  "in",
  "at",
  "ch",
  "nl",
  "be",
  "cz",
  "se",
  "no",
  "fi",
  "dk",
  "pt",
  "gr",
  "ro",
  "hu",
  "bg",
  "lv",
  "lt",
  "ee",
  "am",
  "ge",
  "az",
  "md",
  "kg",
  "tj",
  "tm",
  "il",
  "jp",
  "kr",
  "ca",
  "mx",
  "br",
  "ar",
]);
