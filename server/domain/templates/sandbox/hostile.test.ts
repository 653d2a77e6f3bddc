import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Rendered, RenderPool } from "./pool";

const manners = { locale: "en", currency: "EUR", timeZone: "UTC", now: "2026-03-01T10:00:00.000Z" };
const parts = (html: string) => ({ subject: "", preheader: "", html, text: "" });
const secret = "s3cr3t-canary";
const context = {
  customer: { first_name: "Ann" },
  x: "x",
  list: [1, 2, 3],
  object: { own: 1 },
  evil: "{{ secret }}{% include 'a' %}",
  secret,
};

let pool: RenderPool;
beforeAll(async () => {
  pool = new RenderPool({ threads: 1 });
  await pool.render(parts("warm"), manners, [{}]);
});
afterAll(() => pool.close());

async function render(html: string, value: unknown = context): Promise<Rendered> {
  const [result] = await pool.render(parts(html), manners, [value]);
  if (!result) throw new Error("no result");
  return result;
}

/** Deep inside loops: a hundred turns each, so that five of them would take years. */
const nest = (depth: number, body: string): string =>
  depth === 0 ? body : `{% for i${depth} in (1..100) %}${nest(depth - 1, body)}{% endfor %}`;

/** Each must be refused: with an error, never with a result. */
const refused = [
  "{% include '/etc/passwd' %}",
  "{% include 'package.json' %}",
  "{% include '../package.json' %}",
  "{% include x %}",
  "{% render '/etc/passwd' %}",
  "{% render 'package.json' %}",
  "{% render '../../etc/passwd' %}",
  "{% layout '/etc/passwd' %}",
  "{% layout 'package.json' %}{% block a %}{% endblock %}",
  "{% block a %}{% endblock %}",
  "{% raw %}{{ x }}{% endraw %}",
  "{% liquid assign a = 1 %}",
  "{% tablerow i in list %}{{ i }}{% endtablerow %}",
  "{% increment x %}",
  "{% decrement x %}",
  "{% echo x %}",
  "{% constructor %}",
  "{% toString %}",
  "{% __proto__ %}",
  "{% hasOwnProperty %}",
  "{{ x | raw }}",
  "{{ x | constructor }}",
  "{{ x | toString }}",
  "{{ x | valueOf }}",
  "{{ x | __proto__ }}",
  "{{ x | hasOwnProperty }}",
  "{{ x | __defineGetter__: x }}",
  "{{ x | json }}",
  "{{ x | inspect }}",
  "{{ x | env }}",
  "{{ 'HOME' | env }}",
  "{{ 'localhost' | getHostByName }}",
  "{{ x | eval }}",
  "{{ x | sha256 }}",
  "{{ x | base64_decode }}",
  "{{ x | push: x }}",
  "{{ x | pop }}",
  "{{ list | where_exp: 'i', 'i.constructor' }}",
  "{{ list | map_exp: 'i', 'i' }}",
  "{{ list | group_by: 'x' }}",
  "{{ x | newline_to_br }}",
  "{{ x ",
  "{% if x %}",
  "{% for i in (1..99999999) %}x{% endfor %}",
  "{% assign a = (1..99999999) %}{{ a | size }}",
  nest(5, "x"),
  nest(4, "{{ x | append: x }}"),
  `{% assign a = "xxxxxxxxxxxxxxxx" %}${"{% assign a = a | append: a %}".repeat(26)}{{ a | size }}`,
  `{% capture a %}xxxxxxxxxxxxxxxx{% endcapture %}{% for i in (1..40) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}{{ a }}`,
  `{% assign a = "xx" %}{% for i in (1..30) %}{% assign a = a | replace: "x", "xxxxxxxxxx" %}{% endfor %}{{ a }}`,
];

/** Each renders, and to exactly this. */
const harmless: [template: string, result: string][] = [
  ["{{ constructor }}", ""],
  ["{{ __proto__ }}", ""],
  ["{{ x.constructor }}", ""],
  ["{{ x.constructor.constructor }}", ""],
  ["{{ object.__proto__ }}", ""],
  ["{{ object.constructor.name }}", ""],
  ["{{ object.hasOwnProperty }}", ""],
  ["{{ list.constructor }}", ""],
  ["{{ list.push }}", ""],
  ["{{ list['__proto__'] }}", ""],
  ["{{ list | map: 'constructor' | join }}", "  "],
  ["{{ list | where: '__proto__' | size }}", "0"],
  ["{{ process.env.HOME }}", ""],
  ["{{ globalThis }}{{ global }}{{ require }}{{ module }}", ""],
  ["{{ this }}{{ self }}{{ context }}{{ globals }}", ""],
  ["{{ object }}", ""],
  ["{{ evil }}", "{{ secret }}{% include &#39;a&#39; %}"],
  ["{% assign a = evil %}{{ a }}", "{{ secret }}{% include &#39;a&#39; %}"],
  ["{% capture a %}{{ evil }}{% endcapture %}{{ a | append: '' }}", "{{ secret }}{% include &#39;a&#39; %}"],
  ["{{ 'now' | date: '%c %+ %N' }}", "%c %+ %N"],
  ["{{ x | money }}{{ x | date }}{{ x | number }}", ""],
  ["{{ 'javascript:alert(1)' | safe_url }}", "#"],
  ["{{ 'java\tscript:alert(1)' | safe_url }}", "#"],
  ["{{ ' data:text/html,x' | safe_url }}", "#"],
  ["{{ 'https://a.example/?a=1&b=2' | safe_url }}", "https://a.example/?a=1&amp;b=2"],
];

describe("hostile templates", () => {
  it.each(refused)("is refused: %s", async (template) => {
    const started = performance.now();
    const result = await render(template);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain(secret);
    expect(JSON.stringify(result)).not.toContain("root:");
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it.each(harmless)("finds nothing: %s", async (template, expected) => {
    expect(await render(template)).toMatchObject({ ok: true, parts: { html: expected } });
  });

  it("stops nested loops within a second and leaves the process small", async () => {
    const before = process.memoryUsage().rss;
    const started = performance.now();
    expect((await render(nest(5, "x"))).ok).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
    for (let i = 0; i < 5; i++)
      await render(`{% assign a = "x" %}${"{% assign a = a | append: a %}".repeat(30)}`);
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 2 ** 20);
  });

  it("keys of an inherited name are data like any other", async () => {
    const value = JSON.parse('{"customer": {"__proto__": {"first_name": "polluted"}, "constructor": "own"}}');
    const result = await render("[{{ customer.first_name }}][{{ customer.constructor }}]", value);
    expect(result).toMatchObject({ ok: true, parts: { html: "[][own]" } });
  });
});
