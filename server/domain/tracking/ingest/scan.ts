/**
 * One look over the bytes of a body before JSON.parse sees them: JSON.parse takes a million levels and a later
 * JSON.stringify or jsonb dies of them. Linear, no recursion, no copies. It also finds where each event of a batch
 * stands, so that the log can keep the bytes as they were sent.
 *
 * It does not validate JSON; JSON.parse does, afterwards. On malformed text its answer is merely useless.
 */
export const maxDepth = 32;

export interface Scan {
  /** False: nested deeper than `maxDepth`. */
  isShallow: boolean;
  /** Start and end of each element that is an object in the top-level array `batch`, as pairs. */
  batchBounds: number[];
  /** A number that may not survive a round through a double: long, or with an exponent. */
  hasRiskyNumber: boolean;
  /** A `\u` escape: may hide NUL, half a surrogate pair, or a forbidden key. */
  hasUnicodeEscape: boolean;
  /** `__proto__`, `prototype` or `constructor` stands in quotes: perhaps as a key. */
  hasForbiddenWord: boolean;
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;
const safeDigits = 15;
const batchKey = Buffer.from("batch");
const forbiddenWords = ["__proto__", "prototype", "constructor"].map((word) => Buffer.from(word));

const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;

export function scan(bytes: Uint8Array): Scan {
  const result: Scan = {
    isShallow: true,
    batchBounds: [],
    hasRiskyNumber: false,
    hasUnicodeEscape: false,
    hasForbiddenWord: false,
  };
  const end = bytes.length;
  let depth = 0;
  let inBatch = false;
  let elementStart = -1;
  let keyStart = -1;
  let keyEnd = -1;
  let expectsKey = false;

  for (let at = 0; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === quote) {
      const start = at + 1;
      at = start;
      while (at < end && bytes[at] !== quote) {
        if (bytes[at] === backslash) {
          at++;
          if (bytes[at] === 0x75) result.hasUnicodeEscape = true;
        }
        at++;
      }
      const length = at - start;
      if ((length === 9 || length === 11) && isForbiddenWord(bytes, start, at))
        result.hasForbiddenWord = true;
      if (depth === 1 && expectsKey) {
        keyStart = start;
        keyEnd = at;
      }
    } else if (byte === openBrace || byte === openBracket) {
      if (++depth > maxDepth) {
        result.isShallow = false;
        return result;
      }
      if (depth === 1) expectsKey = byte === openBrace;
      else if (depth === 2 && byte === openBracket && isBatchKey(bytes, keyStart, keyEnd)) {
        inBatch = true;
        result.batchBounds = []; // the last of two keys is the one JSON.parse keeps
      } else if (depth === 3 && inBatch && byte === openBrace) elementStart = at;
    } else if (byte === closeBrace || byte === closeBracket) {
      if (depth === 3 && inBatch && elementStart >= 0) {
        result.batchBounds.push(elementStart, at + 1);
        elementStart = -1;
      } else if (depth === 2) inBatch = false;
      depth--;
    } else if (byte === comma || byte === colon) {
      if (depth === 1) {
        expectsKey = byte === comma;
        if (byte === comma) keyStart = -1;
      }
    } else if (isDigit(byte)) {
      const start = at;
      let risky = false;
      while (
        at < end &&
        (isDigit(bytes[at] as number) || bytes[at] === 0x2e || isExponent(bytes[at] as number))
      ) {
        if (isExponent(bytes[at] as number)) {
          risky = true;
          if (bytes[at + 1] === 0x2b || bytes[at + 1] === 0x2d) at++;
        }
        at++;
      }
      if (risky || at - start > safeDigits) result.hasRiskyNumber = true;
      at--;
    }
  }
  return result;
}

const isExponent = (byte: number) => byte === 0x65 || byte === 0x45;

const isBatchKey = (bytes: Uint8Array, start: number, end: number): boolean =>
  start >= 0 && spells(bytes, start, end, batchKey);

const isForbiddenWord = (bytes: Uint8Array, start: number, end: number): boolean =>
  forbiddenWords.some((word) => spells(bytes, start, end, word));

function spells(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (end - start !== word.length) return false;
  for (let at = 0; at < word.length; at++) if (bytes[start + at] !== word[at]) return false;
  return true;
}

/** Signs that a value may hide what cannot be kept (see platform/json): most bodies show none. */
export const needsCloserLook = (found: Scan): boolean =>
  found.hasRiskyNumber || found.hasUnicodeEscape || found.hasForbiddenWord;
