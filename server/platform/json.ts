import { AppError } from "./errors";

/** Deeper than any honest document; JSON.parse accepts millions of levels and jsonb or JSON.stringify then fail. */
const deepest = 32;
const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);

/**
 * JSON from outside. Throws `invalid` with the reason for: broken JSON, nesting over 32 levels (found by a linear
 * scan before parsing), keys that could reach a prototype, NUL characters, lone surrogates and numbers that
 * JavaScript cannot hold exactly (1e400, 2^53+1): such values would be stored as something else. Errors call the text `subject`.
 */
export function parseJson(text: string, subject = "body", maxDepth = deepest): unknown {
  const depth = depthOf(text);
  if (depth > maxDepth)
    throw new AppError(
      "invalid",
      `The JSON is nested ${depth > 1000 ? "over 1000" : depth} levels deep; at most ${maxDepth} are accepted.`,
    );
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw new AppError("invalid", `The ${subject} is not valid JSON.`);
  }
  const problem = findJsonProblem(value, "");
  if (problem)
    throw new AppError("invalid", `${problem.path || subject}: ${problem.message}`, { fields: [problem] });
  return value;
}

/** Deepest nesting of brackets outside strings; stops counting at 1001. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 0x5c) i++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > most) most = depth;
      if (most > 1000) return most;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return most;
}

/** The first thing in a parsed value that could not be stored exactly, with its path. Depth must be bounded already. */
export function findJsonProblem(value: unknown, path: string): { path: string; message: string } | undefined {
  if (typeof value === "string") return textProblem(value, path);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return { path, message: "the number is too large; send it as text." };
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      return { path, message: "the integer is beyond 2^53 and would lose digits; send it as text." };
    return undefined;
  }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const problem = findJsonProblem(value[i], `${path}[${i}]`);
      if (problem) return problem;
    }
    return undefined;
  }
  if (value !== null && typeof value === "object") {
    for (const key of Object.keys(value)) {
      const at = path ? `${path}.${key}` : key;
      if (forbiddenKeys.has(key)) return { path: at, message: "this name is not allowed as a key." };
      const problem = textProblem(key, at) ?? findJsonProblem((value as Record<string, unknown>)[key], at);
      if (problem) return problem;
    }
  }
  return undefined;
}

function textProblem(text: string, path: string): { path: string; message: string } | undefined {
  if (text.includes("\u0000")) return { path, message: "the text holds a NUL character; remove it." };
  if (!text.isWellFormed())
    return { path, message: "the text holds half of a surrogate pair; send whole characters." };
  return undefined;
}
