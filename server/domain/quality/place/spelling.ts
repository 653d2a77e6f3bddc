/** One spelling for names of places, however they were typed: for comparing, never for showing. */

const prefixes =
  /^(?:г\.?\s*о\.?|город(?:ской округ)?|гор\.?|г\.?|пгт\.?|рп\.?|р\.\s?п\.?|пос(?:елок|ёлок)?\.?|п\.|с\.|село|д\.|дер\.|деревня|ст-ца|станица|city of|city)\s+/;
const tightPrefixes = /^(?:г|гор|пгт|рп|пос|с|д|дер)\.(?=\S)/;
const suffixes = /\s+(?:г\.?|город|city)$/;
const longest = 120;

/** Lower case, no accents, no punctuation, one blank between words. */
export function foldName(raw: string): string {
  return raw
    .slice(0, longest)
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u0306\u0308-\u036f]/g, "")
    .normalize("NFC")
    .replace(/[’'ʹʼ`"«»()]/g, "")
    .replace(/[-–—_./\\]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** «г. Москва», «Москва г», «город Москва» are Москва. */
export function foldCity(raw: string): string {
  const bare = raw
    .slice(0, longest)
    .trim()
    .toLowerCase()
    .replace(tightPrefixes, "")
    .replace(prefixes, "")
    .replace(suffixes, "");
  return foldName(bare).replace(/^st /, "saint ");
}

const regionWords =
  /(?:^|\s)(?:республика|респ|область|обл|край|кр|автономный округ|автономная область|ао|аобл|oblast|krai|kray|region|republic|republic of|state|province|gorod|г|город)(?=\s|$)/g;

/** «Московская обл.», «Московская область» and «обл Московская» are one region. */
export const foldRegion = (raw: string): string => {
  const whole = foldName(raw);
  const bare = whole.replace(regionWords, " ").replace(/\s+/g, " ").trim();
  return bare === "" ? whole : bare;
};

const letters: Record<string, string> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  д: "d",
  е: "e",
  ё: "e",
  ж: "zh",
  з: "z",
  и: "i",
  й: "y",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
};

/** A folded name in Latin letters, such that the usual transliterations of one name meet. */
export const latinSkeleton = (folded: string): string =>
  folded
    .replace(/[а-яё]/g, (letter) => letters[letter] ?? letter)
    .replace(/y[eo]/g, "e")
    .replace(/iy|yy|ij|yi/g, "y")
    .replace(/x/g, "ks");
