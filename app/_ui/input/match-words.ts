/** How well a candidate answers what was typed: every word must occur, and the beginning of a word counts more. 0 = not at all. */
export function matchWords(candidate: string, search: string): number {
  const text = candidate.toLowerCase();
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  let score = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    score += at === 0 || /[^\p{L}\d]/u.test(text[at - 1] ?? "") ? 1 : 0.5;
  }
  return words.length === 0 ? 1 : score / words.length;
}
