import type { Letter, Outcome } from "../model";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** One mailbox: no list separators, quotes, comments, routes or spaces, however a parser might read them. */
const mailbox = /^[^\s@,;:<>()[\]\\"]{1,64}@[^\s@,;:<>()[\]\\"_]{1,253}$/u;

/** True for exactly one canonical address. Full-width and other look-alike forms must have been folded before. */
export function isSendableAddress(address: string): boolean {
  if (address.length > 254 || control.test(address) || address !== address.normalize("NFKC")) return false;
  if (!mailbox.test(address)) return false;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return domain
    .split(".")
    .every((label) => /^[\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u.test(label));
}

/** Text that may stand in a header: one line, no controls. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** A provider's words, fit to be kept: one line, valid Unicode, not endless. */
export const shortLine = (text: string, most = 500): string =>
  oneLine(text.slice(0, most * 4))
    .slice(0, most)
    .toWellFormed();

/** The last gate before any provider: whatever came before, nothing is injected. Null when the letter may go. */
export function refusalOf(letter: Letter): Outcome | null {
  if (!isSendableAddress(letter.to.address))
    return {
      kind: "rejected",
      bounce: { class: "hard", contactCode: 31 },
      detail: "The recipient's address is not one plain address.",
    };
  const problem = headerProblem(letter);
  return problem === null ? null : { kind: "rejected", bounce: null, detail: problem };
}

function headerProblem(letter: Letter): string | null {
  if (!isSendableAddress(letter.from.address)) return "The sender's address is not one plain address.";
  if (letter.replyTo !== null && !isSendableAddress(letter.replyTo))
    return "The reply-to address is not one plain address.";
  const lines = {
    subject: letter.subject,
    "recipient's name": letter.to.name,
    "sender's name": letter.from.name,
  };
  for (const [what, text] of Object.entries(lines))
    if (control.test(text)) return `The ${what} holds a line break or another control character.`;
  for (const [name, value] of Object.entries(letter.headers))
    if (!/^[A-Za-z][A-Za-z0-9-]{0,75}$/.test(name) || control.test(value) || value.length > 2000)
      return `The header ${JSON.stringify(name.slice(0, 40))} is not allowed.`;
  return null;
}
