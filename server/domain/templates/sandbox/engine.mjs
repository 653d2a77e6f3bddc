// @ts-check
import { CaptureTag, ForTag, Liquid } from "liquidjs";
import { asText, escapeHtml, keptFilters, mannersKey, ownFilters } from "./filters.mjs";

/**
 * @typedef {import("./filters.mjs").Manners} Manners
 * @typedef {{ subject: string, preheader: string, html: string, text: string }} Parts
 * @typedef {{ [Part in keyof Parts]: import("liquidjs").Template[] }} ParsedParts
 */

/** The most turns one loop makes. */
export const loopLimit = 100;
/** Characters of one part of a template, before it is parsed. */
export const partLimit = 400_000;
/** Characters of one rendered part. Mail programs cut letters long before. */
export const outputLimit = 2_000_000;
const keptTags = [
  "if",
  "unless",
  "case",
  "for",
  "break",
  "continue",
  "assign",
  "capture",
  "cycle",
  "comment",
  "#",
];

/** `for` that makes at most a hundred turns, whatever it is asked. */
class CappedFor extends ForTag {
  /** @param {ConstructorParameters<typeof ForTag>} args */
  constructor(...args) {
    super(...args);
    const evaluate = this.hash.render.bind(this.hash);
    this.hash.render = function* (ctx) {
      const asked = yield* evaluate(ctx);
      const limit = asked.limit === undefined ? loopLimit : Math.trunc(Number(asked.limit)) || 0;
      return { ...asked, limit: Math.min(Math.max(limit, 0), loopLimit) };
    };
  }
}

const capturing = "carillon-capturing";
/** What is captured stays plain, because it is escaped when it is written out; otherwise O'Brien would be escaped twice. */
class PlainCapture extends CaptureTag {
  /** @override @param {import("liquidjs").Context} ctx @returns {Generator<unknown, void, string>} */
  *render(ctx) {
    const outer = ctx.getRegister(capturing, 0);
    ctx.setRegister(capturing, outer + 1);
    yield* super.render(ctx);
    ctx.setRegister(capturing, outer);
  }
}
/** @this {{ context: import("liquidjs").Context }} @param {unknown} value */
function escapeOutput(value) {
  return this.context.getRegister(capturing, 0) > 0 ? asText(value) : escapeHtml(value);
}

/** @template T @param {Record<string, T>} all @param {readonly string[]} kept @returns {Record<string, T>} */
function only(all, kept) {
  // No prototype: `constructor` is neither a tag nor a filter.
  const result = Object.create(null);
  for (const name of kept) if (Object.hasOwn(all, name)) result[name] = all[name];
  return result;
}

/** @param {"html" | "text"} kind */
function makeEngine(kind) {
  const engine = new Liquid({
    templates: {}, // nothing on disk can be named
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    outputEscape: kind === "html" ? escapeOutput : asText,
    parseLimit: partLimit,
    renderLimit: 400, // ms
    memoryLimit: 2_000_000, // characters and list elements made by filters and ranges
  });
  Object.assign(engine, { tags: only(engine.tags, keptTags), filters: only(engine.filters, keptFilters) });
  engine.registerTag("for", CappedFor);
  engine.registerTag("capture", PlainCapture);
  for (const [name, filter] of Object.entries(ownFilters)) engine.registerFilter(name, filter);
  // Already escaped on the way out, so asking for it by name must not escape twice.
  engine.registerFilter("escape", kind === "html" ? { handler: escapeOutput, raw: true } : asText);
  return engine;
}

const htmlEngine = makeEngine("html");
const textEngine = makeEngine("text");

/** @param {Parts} parts @returns {ParsedParts} */
export const parseParts = (parts) => ({
  subject: textEngine.parse(parts.subject),
  preheader: textEngine.parse(parts.preheader),
  html: htmlEngine.parse(parts.html),
  text: textEngine.parse(parts.text),
});

/**
 * A copy without prototypes, as deep as data goes. What came in as `__proto__` is a key like any other here.
 * @param {unknown} value @returns {any}
 */
export function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== "object") return value;
  const copy = Object.create(null);
  for (const key of Object.keys(value)) copy[key] = bare(/** @type {Record<string, unknown>} */ (value)[key]);
  return copy;
}

/** Line breaks in a subject would be new headers. @param {string} text */
const oneLine = (text) => text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ").trim();
/** Gaps where a block was empty close up. @param {string} text */
const tidyText = (text) =>
  text
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** @param {ParsedParts} parsed @param {unknown} context @param {Manners} manners @returns {Parts} */
export function renderParts(parsed, context, manners) {
  const scope = bare(context);
  const options = { globals: { [mannersKey]: manners } };
  const run = (/** @type {Liquid} */ engine, /** @type {import("liquidjs").Template[]} */ part) => {
    if (part.length === 0) return "";
    const output = String(engine.renderSync(part, scope, options));
    if (output.length > outputLimit) throw new Error(`the result is longer than ${outputLimit} characters`);
    return output;
  };
  return {
    subject: oneLine(run(textEngine, parsed.subject)).slice(0, 500),
    preheader: oneLine(run(textEngine, parsed.preheader)).slice(0, 500),
    html: run(htmlEngine, parsed.html),
    text: tidyText(run(textEngine, parsed.text)),
  };
}

/**
 * Which outside variables a part asks for, as paths: `[["cart", "items"], ["customer", "first_name"]]`.
 * @param {string} part @returns {string[][]}
 */
export function variablesOf(part) {
  const found = htmlEngine.globalVariableSegmentsSync(part);
  return found.map((segments) => segments.filter((segment) => typeof segment === "string").map(String));
}
