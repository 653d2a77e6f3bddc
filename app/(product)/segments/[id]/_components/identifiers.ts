/** Each request carries so many. */
export const portion = 5_000;

/**
 * Identifiers of a pasted text or a file: one a line, or several parted by commas, semicolons or tabs; quotes around them and
 * what stands there twice go. A phone keeps its spaces.
 */
export function readIdentifiers(text: string): string[] {
  const found = text
    .replace(/^\uFEFF/, "")
    .split(/[\r\n,;\t]+/)
    .map((one) =>
      one
        .trim()
        .replace(/^"(.*)"$/, "$1")
        .trim(),
    );
  return [...new Set(found.filter((one) => one !== "" && one.length <= 320))];
}
