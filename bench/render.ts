/**
 * A 30 KB letter with 20 variables and a loop, for a batch of 500 people: our sandboxed threads (context copied in,
 * result copied out) against bare liquidjs on the very same template in this process, in the same run.
 *
 *   node --import tsx bench/render.ts
 */
import { Liquid } from "liquidjs";
import { RenderPool } from "@/server/domain/templates/sandbox/pool";

const people = 500;
const rounds = 12;
const filler = `<p style="margin:0 0 16px;font-size:16px;line-height:26px">${"All the words that a letter has to say besides. ".repeat(11)}</p>\n`;
const variables = Array.from({ length: 20 }, (_, n) => `<p>{{ customer.field_${n} }}</p>`).join("\n");
const loop =
  "{% for item in cart.items %}<tr><td>{{ item.name }}</td><td>{{ item.quantity }}</td><td>{{ item.price | round: 2 }}</td></tr>{% endfor %}";
const html = `<html><body>${filler.repeat(24)}${variables}${filler.repeat(24)}<table>${loop}</table></body></html>`;
const contexts = Array.from({ length: people }, (_, n) => ({
  customer: Object.fromEntries(
    Array.from({ length: 20 }, (_, field) => [`field_${field}`, `value ${field} of <${n}>`]),
  ),
  cart: {
    items: Array.from({ length: 5 }, (_, item) => ({
      name: `Goods & co ${item}`,
      quantity: item,
      price: 12.345 * n,
    })),
  },
}));
const manners = { locale: "en", currency: "EUR", timeZone: "UTC", now: "2026-03-01T10:00:00.000Z" };

const bare = new Liquid({ outputEscape: "escape" });
const parsed = bare.parse(html);
/** Both sides end with bytes ready for the database: a string that was only concatenated is not written out yet. */
const bytesOf = (text: string): number => Buffer.from(text).length;
const bareRound = (): number =>
  contexts.reduce((bytes, context) => bytes + bytesOf(bare.renderSync(parsed, context)), 0);

const pool = new RenderPool({ threads: 1 });
const poolRound = async (): Promise<number> => {
  const results = await pool.render({ subject: "", preheader: "", html, text: "" }, manners, contexts);
  return results.reduce((bytes, result) => bytes + (result.ok ? bytesOf(result.parts.html) : 0), 0);
};

async function timed(run: () => number | Promise<number>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}
const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

await timed(bareRound);
await timed(poolRound);
const bareMs: number[] = [];
const poolMs: number[] = [];
for (let round = 0; round < rounds; round++) {
  bareMs.push(await timed(bareRound));
  poolMs.push(await timed(poolRound));
}
if ((await poolRound()) < people * html.length * 0.9) throw new Error("The pool did not render the batch.");
await pool.close();
const ratio = median(poolMs) / median(bareMs);
console.log(`letter ${(html.length / 1024).toFixed(1)} KB, batch of ${people}, median of ${rounds} rounds`);
console.log(
  `bare liquidjs   ${median(bareMs).toFixed(1)} ms  ${((median(bareMs) * 1000) / people).toFixed(0)} µs a letter`,
);
console.log(
  `render threads  ${median(poolMs).toFixed(1)} ms  ${((median(poolMs) * 1000) / people).toFixed(0)} µs a letter`,
);
console.log(`ratio ${ratio.toFixed(2)} (at most 1.2)`);
