import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** The colours of globals.css, judged by WCAG 2.2: every text on every surface it is meant for, in both themes. */
const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");
const pairs = new Map(
  [...css.matchAll(/--color-([a-z0-9-]+):\s*light-dark\(\s*oklch\(([^)]+)\),\s*oklch\(([^)]+)\)\s*\)/g)].map(
    (match) => [match[1] ?? "", { light: match[2] ?? "", dark: match[3] ?? "" }],
  ),
);

function luminance(oklch: string): number {
  const [l = 0, c = 0, h = 0] = oklch.split("/")[0]?.trim().split(/\s+/).map(Number) ?? [];
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const cube = (x: number) => x ** 3;
  const [ll, mm, ss] = [
    cube(l + 0.3963377774 * a + 0.2158037573 * b),
    cube(l - 0.1055613458 * a - 0.0638541728 * b),
    cube(l - 0.0894841775 * a - 1.291485548 * b),
  ];
  const clamp = (x: number) => Math.min(1, Math.max(0, x));
  const red = clamp(4.0767416621 * ll - 3.3077115913 * mm + 0.2309699292 * ss);
  const green = clamp(-1.2684380046 * ll + 2.6097574011 * mm - 0.3413193965 * ss);
  const blue = clamp(-0.0041960863 * ll - 0.7034186147 * mm + 1.707614701 * ss);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, theme: "light" | "dark"): number {
  const [a, b] = [pairs.get(one)?.[theme], pairs.get(other)?.[theme]];
  if (!a || !b) throw new Error(`No colour ${one} or ${other} in globals.css.`);
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const surfaces = ["canvas", "rail", "raised", "sunken", "hover"];
const onSurfaces = ["ink", "muted", "faint", "accent", "ok", "warn", "bad"].flatMap((text) =>
  surfaces.map((surface) => [text, surface]),
);
const onTheirOwn = [
  ["on-accent", "accent"],
  ["on-accent", "accent-strong"],
  ["on-bad", "bad"],
  ["on-bad", "bad-strong"],
  ["canvas", "ink"],
  ["accent", "accent-soft"],
  ["ink", "accent-soft"],
  ["muted", "accent-soft"],
  ["ok", "ok-soft"],
  ["warn", "warn-soft"],
  ["bad", "bad-soft"],
];

describe.each(["light", "dark"] as const)("contrast in the %s theme", (theme) => {
  it("is at least 4.5:1 for every text on every surface it may stand on", () => {
    const weak = [...onSurfaces, ...onTheirOwn]
      .map(([text = "", surface = ""]) => ({ text, surface, ratio: contrast(text, surface, theme) }))
      .filter(({ ratio }) => ratio < 4.5)
      .map(({ text, surface, ratio }) => `${text} on ${surface}: ${ratio.toFixed(2)}`);
    expect(weak).toEqual([]);
  });

  it("is at least 3:1 for the first series of a chart", () => {
    expect(contrast("series-1", "canvas", theme)).toBeGreaterThan(3);
  });
});
