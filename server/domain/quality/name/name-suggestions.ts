import { genderByFirstName, isFirstName } from "./first-names";

export interface PersonName {
  firstName: string | null;
  middleName: string | null;
  lastName: string | null;
  gender: string | null;
}
type Field = "firstName" | "middleName" | "lastName";
const fields: readonly Field[] = ["firstName", "middleName", "lastName"];
export type NameChanges = Record<string, { from: string | null; to: string | null }>;

/** Nothing longer is a name worth correcting, and nothing below runs on it. */
const longest = 100;

/** What may be meant otherwise, as values to write. Pure; never equal to what is there. */
export function suggestNames(person: PersonName): {
  case?: NameChanges;
  order?: NameChanges;
  gender?: NameChanges;
} {
  if (fields.some((field) => (person[field]?.length ?? 0) > longest)) return {};
  const order = suggestOrder(person);
  const cased = order ? undefined : suggestCase(person);
  const gender = person.gender === null ? guessGender(person, order) : undefined;
  return {
    ...(cased ? { case: cased } : {}),
    ...(order ? { order } : {}),
    ...(gender ? { gender: { gender: { from: null, to: gender } } } : {}),
  };
}

function suggestCase(person: PersonName): NameChanges | undefined {
  const changes: NameChanges = {};
  for (const field of fields) {
    const from = person[field];
    if (from === null) continue;
    const to = properCase(from);
    if (to !== from) changes[field] = { from, to };
  }
  return Object.keys(changes).length > 0 ? changes : undefined;
}

/** «ИВАНОВА» and «иванова» become «Иванова»; a mixed one (McDonald, де Голль) knows what it wants. */
export function properCase(name: string): string {
  const [upper, lower] = [name.toUpperCase(), name.toLowerCase()];
  const letters = name.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 2 || upper === lower || (name !== upper && name !== lower)) return name;
  // Initials and acronyms: «А. Б.», «ООО».
  if (/^\p{L}\.(\s*\p{L}\.)*$/u.test(name)) return name;
  const proper = lower.replace(
    /(^|[\s\-–'’])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
  // Nothing gained: letters without two cases, or such as grow in number when written large.
  return proper === proper.toUpperCase() || proper === proper.toLowerCase() ? name : proper;
}

const patronymic = /^\p{L}+(?:ович|евич|ич|овна|евна|ична|инична)$/iu;
const femalePatronymic = /(?:овна|евна|ична)$/i;
const malePatronymic = /(?:ович|евич|ич)$/i;
const surname = /(?:ов|ев|ёв|ин|ын|ский|цкий|ова|ева|ёва|ина|ына|ская|цкая|енко|чук|юк|ян|швили|дзе)$/i;
const isPatronymic = (word: string) => word.length > 5 && patronymic.test(word) && !isFirstName(word);

/** Written into the wrong boxes: «Иванова | Анна», or the whole name in one. */
function suggestOrder(person: PersonName): NameChanges | undefined {
  const { firstName, middleName, lastName } = person;
  const first = firstName?.trim() ?? "";
  const last = lastName?.trim() ?? "";
  if (first && last && isFirstName(last) && !isFirstName(first) && surname.test(first))
    return {
      firstName: swap(firstName, last),
      lastName: swap(lastName, first),
      // Accepted together, so that nothing is left to suggest.
      ...(middleName && properCase(middleName) !== middleName
        ? { middleName: swap(middleName, middleName) }
        : {}),
    };
  if (last || middleName) return undefined;
  const words = first.split(/\s+/);
  if (words.length < 2 || words.length > 3) return undefined;
  const given = words.find(isFirstName);
  const father = words.find(isPatronymic);
  const family = words.find((word) => word !== given && word !== father);
  if (!given || !family || (words.length === 3 && !father) || !surname.test(family)) return undefined;
  return {
    firstName: swap(firstName, given),
    lastName: swap(lastName, family),
    ...(father ? { middleName: swap(middleName, father) } : {}),
  };
}
const swap = (from: string | null, to: string) => ({ from, to: properCase(to) });

/** The patronymic decides; then surname and first name, unless they disagree. */
function guessGender(person: PersonName, order: NameChanges | undefined): "male" | "female" | undefined {
  const value = (field: Field) => (order?.[field]?.to ?? person[field] ?? "").trim();
  const father = value("middleName");
  if (father.length > 5 && femalePatronymic.test(father)) return "female";
  if (father.length > 5 && malePatronymic.test(father)) return "male";
  const byFirst = genderByFirstName(value("firstName"));
  const bySurname = genderBySurname(value("lastName"));
  if (byFirst && bySurname && byFirst !== bySurname) return undefined;
  return byFirst ?? bySurname;
}

function genderBySurname(name: string): "male" | "female" | undefined {
  if (name.length < 5) return undefined;
  if (/(?:ова|ева|ёва|ина|ына|ская|цкая)$/i.test(name)) return "female";
  if (/(?:ов|ев|ёв|ский|цкий)$/i.test(name)) return "male";
  return undefined;
}
