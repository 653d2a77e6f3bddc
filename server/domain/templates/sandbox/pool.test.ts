import { afterEach, describe, expect, it } from "vitest";
import { RenderPool } from "./pool";

const manners = { locale: "ru", currency: "RUB", timeZone: "Europe/Moscow", now: "2026-03-01T10:00:00.000Z" };
const parts = (html: string) => ({ subject: "Заказ {{ n }}", preheader: "", html, text: "{{ name }}" });
const loops =
  "{% for a in (1..100) %}{% for b in (1..100) %}{% for c in (1..100) %}{% for d in (1..100) %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}";

const pools: RenderPool[] = [];
const pool = (options = {}) => {
  const made = new RenderPool({ threads: 1, ...options });
  pools.push(made);
  return made;
};
afterEach(async () => {
  await Promise.all(pools.splice(0).map((made) => made.close()));
});
const people = (count: number) => Array.from({ length: count }, (_, n) => ({ n, name: `<b>${n}</b>` }));

// Kills and restarts take their time on a busy machine.
describe("the render pool", { timeout: 30_000 }, () => {
  it("renders a batch in order, each part by its own rules", async () => {
    const results = await pool().render(parts("{{ name }}"), manners, people(100));
    expect(results).toHaveLength(100);
    expect(results[42]).toEqual({
      ok: true,
      parts: { subject: "Заказ 42", preheader: "", html: "&lt;b&gt;42&lt;/b&gt;", text: "<b>42</b>" },
    });
  });

  it("a poisoned item fails alone", async () => {
    const results = await pool().render(
      parts(`{% if n == 7 %}${loops}{% endif %}{{ n }}`),
      manners,
      people(60),
    );
    expect(results.flatMap((result, n) => (result.ok ? [] : [n]))).toEqual([7]);
  });

  it("an item that outlives the clock costs the thread, and its neighbours still come out", async () => {
    // The clock is set below the engine's own limit, so that the kill is what stops it.
    const results = await pool({ itemTimeoutMs: 50 }).render(
      parts(`{% if n == 7 %}${loops}{% endif %}{{ n }}`),
      manners,
      people(60),
    );
    expect(results.flatMap((result, n) => (result.ok ? [] : [[n, result.error]]))).toEqual([
      [7, expect.stringContaining("was stopped")],
    ]);
  });

  it("an item that bursts the heap costs the thread, and its neighbours still come out", async () => {
    const eater =
      "{% if s %}{% assign a = s | split: '' | map: 'size' | sort %}{% assign b = s | split: '' | sort %}{{ a.size }}{% endif %}{{ n }}";
    const batch = people(40).map((person) =>
      person.n === 11 ? { ...person, s: "x".repeat(400_000) } : person,
    );
    const results = await pool({ heapMb: 16 }).render(parts(eater), manners, batch);
    expect(results.flatMap((result, n) => (result.ok ? [] : [[n, result.error]]))).toEqual([
      [11, expect.stringContaining("too much memory")],
    ]);
  });

  it("a template that kills every thread is given up soon, and the next batch is served", async () => {
    const made = pool({ itemTimeoutMs: 100 });
    const started = performance.now();
    const results = await made.render(parts(loops), manners, people(500));
    expect(results.every((result) => !result.ok)).toBe(true);
    expect(performance.now() - started).toBeLessThan(5000);
    const [next] = await made.render(parts("{{ n }}"), manners, [{ n: 1 }]);
    expect(next).toMatchObject({ ok: true, parts: { html: "1" } });
  });

  it("does not let one heavy template hold up another", async () => {
    const made = pool({ threads: 2 });
    // Both threads up: their start is not what is measured.
    await Promise.all([1, 2].map(() => made.render(parts("warm"), manners, people(1))));
    const heavy = made.render(parts(`{% if n < 3 %}${loops}{% endif %}`), manners, people(3));
    const light = made.render(parts("{{ n }}"), manners, people(50));
    const first = await Promise.race([heavy.then(() => "heavy"), light.then(() => "light")]);
    expect(first).toBe("light");
    await heavy;
  });
});

describe("money, dates and plurals", () => {
  const say = async (template: string, value: unknown, locale = "ru") => {
    const [result] = await pool().render(parts(template), { ...manners, locale }, [value]);
    return result?.ok ? result.parts.html.replace(/[\u00a0\u202f]/g, " ") : result?.error;
  };

  it("are Russian in a Russian letter", async () => {
    const template =
      '{% for n in list %}{{ n }} {{ n | plural_ru: "товар", "товара", "товаров" }};{% endfor %} {{ total | money }} {{ part | money }} {{ at | date: "long" }} {{ at | date: "time" }}';
    const value = {
      list: [0, 1, 2, 5, 11, 12, 21, 22, 111, 1.5],
      total: 1290,
      part: 1290.5,
      at: "2026-03-08T21:30:00Z",
    };
    expect(await say(template, value)).toBe(
      "0 товаров;1 товар;2 товара;5 товаров;11 товаров;12 товаров;21 товар;22 товара;111 товаров;1.5 товара; 1 290 ₽ 1 290,50 ₽ 9 марта 2026 г. 00:30",
    );
  });

  it("are English in an English letter", async () => {
    const template =
      '{% for n in list %}{{ n }} {{ n | plural: "item", "items" }};{% endfor %} {{ total | money: "EUR" }} {{ total | money: "JPY" }} {{ on | date: "%e %B %Y" }}';
    expect(await say(template, { list: [0, 1, 2, 21], total: 1290, on: "2026-03-08" }, "en")).toBe(
      "0 items;1 item;2 items;21 items; €1,290.00 ¥1,290 8 March 2026",
    );
  });
});
