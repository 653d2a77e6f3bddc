/** What the person at the terminal sees: plain lines, and for long steps a line every ten seconds. */
export const say = (line: string): void => {
  console.log(line);
};
export const complain = (line: string): void => {
  console.error(line);
};

/** Says what is being done, keeps saying so while it takes long, and how long it took when that was noticeable. */
export async function step<T>(what: string, run: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  say(`${what} ...`);
  const ticker = setInterval(() => say(`  still at it, ${seconds()} s`), 10_000);
  try {
    const result = await run();
    if (seconds() >= 3) say(`  done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(ticker);
  }
}
