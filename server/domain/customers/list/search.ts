import { type SQL, sql } from "drizzle-orm";
import { distance } from "fastest-levenshtein";
import { arrayParam, type Db, type Queryable, type Tx } from "@/server/db/client";
import { prefix } from "./compile";
import { cyrillicLetters, heard, latinLetters, nameKey, typedKey } from "./name-key";
import { cardDigits, otherLayout, phonePrefixes } from "./search-words";

/** Matches that are looked at: nobody reads further, and the list stays instant. */
const maxMatches = 1000;
/** Words like the one typed that are tried. */
const maxGuesses = 6;

export interface Found {
  ids: number[];
  /** Nothing is written just so: these are spelled alike. */
  isGuess: boolean;
}

/**
 * People by what somebody types: our number, the beginning of any identifier (a phone in any spelling, a card with or
 * without blanks), the beginnings of names in any order. When nothing begins so, words spelled alike are tried.
 * Every part walks one index, no further than `maxMatches`.
 */
export async function findPeople(db: Db | Tx, search: string, defaultCountry: string): Promise<Found> {
  const exact = await run(db, [...byIdentifier(search, defaultCountry), ...byName(wordsOf(search))]);
  if (exact.length > 0) return { ids: exact, isGuess: false };
  const guessed = await guesses(db, wordsOf(search));
  return { ids: guessed ? await run(db, byAnyOfNames(guessed)) : [], isGuess: true };
}

async function run(db: Queryable, parts: SQL[]): Promise<number[]> {
  if (parts.length === 0) return [];
  const rows = await db.execute<{ id: number }>(
    sql`select distinct id from (${sql.join(parts, sql` union all `)}) x limit ${maxMatches}`,
  );
  return rows.map((row) => row.id);
}

const wordsOf = (search: string): string[] =>
  search
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean)
    .slice(0, 4);

function byIdentifier(search: string, defaultCountry: string): SQL[] {
  const parts: SQL[] = [];
  const number = /^(?:cus_)?([1-9]\d{0,14})$/i.exec(search.trim())?.[1];
  if (number) parts.push(sql`select id from customers where id = ${Number(number)}`);
  const spellings = new Set([search.trim(), ...phonePrefixes(search, defaultCountry), ...cardDigits(search)]);
  for (const spelling of spellings)
    if (spelling.length > 1)
      parts.push(
        sql`(select customer_id as id from customer_identities where lower(value) like ${prefix(spelling)} limit ${maxMatches})`,
      );
  return parts;
}

const where = (condition: SQL) => sql`(select id from customers where ${condition} limit ${maxMatches})`;
const begins = (column: "last_name" | "first_name" | "middle_name", word: string) =>
  sql`lower(${sql.raw(column)}) like ${prefix(word)}`;
const both = (a: SQL, b: SQL, c?: SQL) => where(c ? sql`${a} and ${b} and ${c}` : sql`${a} and ${b}`);

function byName([first, second, third]: string[]): SQL[] {
  if (!first || first.length < 2) return [];
  if (!second) return [where(begins("last_name", first)), where(begins("first_name", first))];
  if (!third)
    return [
      both(begins("last_name", first), begins("first_name", second)),
      both(begins("last_name", second), begins("first_name", first)),
      both(begins("first_name", first), begins("middle_name", second)),
    ];
  return [
    both(begins("last_name", first), begins("first_name", second), begins("middle_name", third)),
    both(begins("last_name", third), begins("first_name", first), begins("middle_name", second)),
  ];
}

/** For each word typed, the words of people's names most like it; undefined when one of them resembles none. */
async function guesses(db: Db | Tx, words: string[]): Promise<string[][] | undefined> {
  const names = words.slice(0, 2).filter((word) => word.length >= 3 && !/\d/.test(word));
  if (names.length === 0 || words.length > 2 || names.length !== words.length) return undefined;
  const typed = names.flatMap((word, place) =>
    [word, otherLayout(word)].map((spelling) => ({ place, key: typedKey(spelling) })),
  );
  const rows = await db.transaction(async (tx) => {
    // Letters that changed places leave few trigrams as they were; the distance below tells the likely from the rest.
    await tx.execute(sql`set local pg_trgm.similarity_threshold = 0.2`);
    return tx.execute<{ place: number; key: string; word: string }>(sql`
      select t.place, t.key, w.word from unnest(${arrayParam(
        typed.map((one) => one.place),
        "int",
      )}, ${arrayParam(
        typed.map((one) => one.key),
        "text",
      )}) as t(place, key)
      cross join lateral (
        select n.word from name_words n where ${keyOfWord} % t.key
        order by similarity(${keyOfWord}, t.key) desc, n.word limit 60) w`);
  });
  const found = names.map((_, place) => nearest(rows.filter((row) => row.place === place)));
  return found.every((one) => one.length > 0) ? found : undefined;
}

/** As the index of `name_words` has it: written out, or the planner would not know it again. */
const keyOfWord = sql.raw(`translate(n.word, '${cyrillicLetters}', '${latinLetters}')`);

/** Nearest first, by letters to change; one in four may be wrong, and two that changed places. */
function nearest(candidates: readonly { key: string; word: string }[]): string[] {
  return candidates
    .map(({ key, word }) => ({
      word,
      steps: distance(heard(key), heard(nameKey(word))),
      most: Math.max(2, key.length / 4),
    }))
    .filter((one) => one.steps <= one.most)
    .sort((a, b) => a.steps - b.steps)
    .slice(0, maxGuesses)
    .map((one) => one.word);
}

/** Exact words now: equality on both columns of the index. */
function byAnyOfNames([first, second]: string[][]): SQL[] {
  const among = (column: "last_name" | "first_name" | "middle_name", words: string[]) =>
    sql`lower(${sql.raw(column)}) = any(${arrayParam(words, "text")})`;
  if (!first) return [];
  if (!second) return [where(among("last_name", first)), where(among("first_name", first))];
  return [
    both(among("last_name", first), among("first_name", second)),
    both(among("last_name", second), among("first_name", first)),
    both(among("first_name", first), among("middle_name", second)),
  ];
}
