/** What a spreadsheet would run as a formula, also behind spaces, quotes and in full-width form. */
const formula = /^[\s"']*[=+\-@\t\r＝＋－＠]/;
const plainNumber = /^[+-]?\d+(?:[.,]\d+)?$/;

/** Text that a spreadsheet shows and never runs: formulas get a leading apostrophe, numbers stay numbers. */
export const inertCell = (text: string): string =>
  formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;

/** Takes back what `inertCell` did, so that a corrected export can be loaded again. */
export const restoreCell = (text: string): string =>
  text.startsWith("'") && inertCell(text.slice(1)) === text ? text.slice(1) : text;

/** One line of CSV for people's spreadsheets: every cell quoted, formulas inert, CRLF. */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((cell) => `"${inertCell(cell === null ? "" : String(cell)).replaceAll('"', '""')}"`).join(",")}\r\n`;
