/** Letter for letter, by sound where there is one: "иванов" and "ivanov" have one key, and so have "е" and "ё". */
export const cyrillicLetters = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
export const latinLetters = "abvgdeejziyklmnoprstufhc46w789321";

/** What names are compared by when nobody is written as typed; the index of `name_words` holds the same. */
export const nameKey = (word: string): string =>
  [...word.toLowerCase()]
    .map((letter) => {
      const place = cyrillicLetters.indexOf(letter);
      return place < 0 ? letter : latinLetters[place];
    })
    .join("");

const digraphs: readonly (readonly [RegExp, string])[] = [
  [/shch|sch/g, "w"],
  [/ch/g, "4"],
  [/sh/g, "6"],
  [/zh/g, "j"],
  [/kh/g, "h"],
  [/ts/g, "c"],
  [/ya|ia/g, "1"],
  [/yu|iu/g, "2"],
];
/** The key of what somebody typed: one letter may have taken two in Latin. */
export const typedKey = (word: string): string =>
  digraphs.reduce((text, [pair, letter]) => text.replace(pair, letter), nameKey(word));
/** Signs that are not heard do not count as differences. */
export const heard = (key: string): string => key.replace(/[79]/g, "");
