/**
 * Many small calls, one big one: what is asked for while a batch is under way goes together in the next. Used where
 * each caller needs its own row written before it goes on, and a statement per row would be waste.
 */
export function gather<Item, Result>(
  run: (items: Item[]) => Promise<Result[]>,
  limit = 500,
): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item;
    resolve(result: Result): void;
    reject(error: unknown): void;
  }
  let waiting: Waiting[] = [];
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    // Lets callers of the same turn join the first batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limit);
      waiting = waiting.slice(batch.length);
      try {
        const results = await run(batch.map(({ item }) => item));
        batch.forEach((entry, index) => {
          entry.resolve(results[index] as Result);
        });
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
    running = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void drain();
    });
}
