// @ts-check
// The body of a render thread. It holds no secrets, opens nothing and keeps no state that matters: it may be
// killed at any instruction. Before each item it writes the item's number where the pool can see it.
import { parentPort, workerData } from "node:worker_threads";
import { parseParts, renderParts, variablesOf } from "./engine.mjs";

/**
 * @typedef {import("./engine.mjs").Parts} Parts
 * @typedef {{ id: number, parts: Parts, manners: import("./filters.mjs").Manners, contexts: string, indexes: number[] }} RenderTask
 * @typedef {{ id: number, inspect: Record<string, string> }} InspectTask
 */

/** Number of the item being worked on; the pool reads it when this thread hangs or dies. */
const progress = new Int32Array(workerData.progress);
const port = parentPort;
/** Results go back in small bundles: few messages, and little to do again after a kill. */
const bundleSize = 8;

/** Parsed templates by their text: a big mailing comes as many batches of one version. @type {Map<string, ReturnType<typeof parseParts>>} */
const parsedBefore = new Map();
/** @param {Parts} parts */
function parsed(parts) {
  const key = `${parts.subject}\0${parts.preheader}\0${parts.text.length}\0${parts.html}`;
  const known = parsedBefore.get(key);
  if (known) return known;
  const fresh = parseParts(parts);
  if (parsedBefore.size >= 20) parsedBefore.clear();
  parsedBefore.set(key, fresh);
  return fresh;
}

/** @param {unknown} error */
const reasonOf = (error) =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0]?.slice(0, 400) ?? "";

/** @param {RenderTask} task */
function render({ id, parts, manners, contexts, indexes }) {
  let template;
  try {
    template = parsed(parts);
  } catch (error) {
    port?.postMessage({ id, refused: reasonOf(error) });
    return;
  }
  /** @type {unknown[]} */
  const values = JSON.parse(contexts);
  /** @type {unknown[]} */
  let bundle = [];
  for (const index of indexes) {
    Atomics.store(progress, 0, index);
    Atomics.add(progress, 1, 1);
    try {
      bundle.push({ index, parts: renderParts(template, values[index], manners) });
    } catch (error) {
      bundle.push({ index, error: reasonOf(error) });
    }
    if (bundle.length < bundleSize) continue;
    port?.postMessage({ id, results: bundle });
    bundle = [];
  }
  port?.postMessage({ id, results: bundle, done: true });
}

/** @param {InspectTask} task */
function inspect({ id, inspect: texts }) {
  /** @type {{ part: string, message: string }[]} */
  const problems = [];
  const variables = new Set();
  for (const [part, text] of Object.entries(texts)) {
    try {
      for (const path of variablesOf(text)) variables.add(path.join("."));
    } catch (error) {
      problems.push({ part, message: reasonOf(error) });
    }
  }
  port?.postMessage({ id, inspected: { problems, variables: [...variables] } });
}

port?.on("message", (/** @type {RenderTask | InspectTask} */ task) => {
  Atomics.store(progress, 0, -1);
  Atomics.add(progress, 1, 1);
  if ("inspect" in task) inspect(task);
  else render(task);
});
// Loaded: from here on the pool's clock for single items runs.
Atomics.add(progress, 1, 1);
