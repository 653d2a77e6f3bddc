/**
 * The part of CEL that functions may use in `if`, `match`, `idempotency`, concurrency keys and `cancelOn`:
 *
 *   paths      event.data.customer.id   async.data.id   (in waits and cancellations, `event` is what started the run
 *              and `async` what arrived)
 *   literals   'text' "text" 12 -1.5 true false null
 *   operators  == != < <= > >= && || ! + ( )
 *
 * Anything else is refused when the function is registered. A path that leads nowhere is null; ordering values of
 * different types is false, as it is with the real engine, which treats an evaluation error as no match.
 */
export type Scope = Readonly<Record<string, unknown>>;
export type Expression = (scope: Scope) => unknown;

const tokenPattern =
  /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)|(==|!=|<=|>=|&&|\|\||[<>!+()-]))/y;
type Token = { kind: "number" | "text" | "name" | "operator"; value: string };

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  const end = source.trimEnd().length;
  while (tokenPattern.lastIndex < end) {
    const at = tokenPattern.lastIndex;
    const match = tokenPattern.exec(source);
    if (!match) throw new Error(`cannot read ${JSON.stringify(source.slice(at).trim())}`);
    const [, number, text, name, operator] = match;
    if (number !== undefined) tokens.push({ kind: "number", value: number });
    else if (text !== undefined)
      tokens.push({ kind: "text", value: text.slice(1, -1).replace(/\\(.)/g, "$1") });
    else if (name !== undefined) tokens.push({ kind: "name", value: name });
    else tokens.push({ kind: "operator", value: operator ?? "" });
  }
  return tokens;
}

const words: Record<string, boolean | null> = { true: true, false: false, null: null };
const roots = new Set(["event", "async"]);

function pathOf(name: string): Expression {
  const [root = "", ...keys] = name.split(".");
  if (!roots.has(root)) throw new Error(`unknown name ${root}: only event and async are there`);
  return (scope) =>
    keys.reduce<unknown>(
      (at, key) =>
        at !== null && typeof at === "object" && Object.hasOwn(at, key) ? (at as Scope)[key] : null,
      scope[root] ?? null,
    );
}

const ordered = (left: unknown, right: unknown, test: (order: number) => boolean): boolean => {
  if (typeof left === "number" && typeof right === "number") return test(left - right);
  if (typeof left === "string" && typeof right === "string")
    return test(left < right ? -1 : left > right ? 1 : 0);
  return false;
};
const equal = (left: unknown, right: unknown) => (left ?? null) === (right ?? null);

const binary: Record<string, (left: unknown, right: unknown) => unknown> = {
  "==": equal,
  "!=": (left, right) => !equal(left, right),
  "<": (left, right) => ordered(left, right, (order) => order < 0),
  "<=": (left, right) => ordered(left, right, (order) => order <= 0),
  ">": (left, right) => ordered(left, right, (order) => order > 0),
  ">=": (left, right) => ordered(left, right, (order) => order >= 0),
  "+": (left, right) =>
    typeof left === "number" && typeof right === "number" ? left + right : `${left ?? ""}${right ?? ""}`,
};
/** Loosest first. */
const levels: readonly (readonly string[])[] = [["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">="], ["+"]];

/** Throws a sentence about the first thing it cannot read. */
export function compileExpression(source: string): Expression {
  const tokens = tokenize(source);
  let next = 0;
  const take = (...values: string[]): string | undefined => {
    const token = tokens[next];
    if (token?.kind !== "operator" || !values.includes(token.value)) return undefined;
    next += 1;
    return token.value;
  };

  function primary(): Expression {
    if (take("!")) {
      const operand = primary();
      return (scope) => operand(scope) !== true;
    }
    if (take("(")) {
      const inner = level(0);
      if (!take(")")) throw new Error("a ( is not closed");
      return inner;
    }
    const sign = take("-") ? -1 : 1;
    const token = tokens[next++];
    if (token?.kind === "number") return () => sign * Number(token.value);
    if (sign === -1) throw new Error("a - stands only before a number");
    if (token?.kind === "text") return () => token.value;
    if (token?.kind === "name") return token.value in words ? () => words[token.value] : pathOf(token.value);
    throw new Error(token ? `${token.value} is out of place` : "it ends too early");
  }

  function level(depth: number): Expression {
    const operators = levels[depth];
    if (!operators) return primary();
    let left = level(depth + 1);
    for (let operator = take(...operators); operator; operator = take(...operators)) {
      const [before, after, symbol] = [left, level(depth + 1), operator];
      if (symbol === "||") left = (scope) => before(scope) === true || after(scope) === true;
      else if (symbol === "&&") left = (scope) => before(scope) === true && after(scope) === true;
      else left = (scope) => binary[symbol]?.(before(scope), after(scope));
    }
    return left;
  }

  const whole = level(0);
  const rest = tokens[next];
  if (rest) throw new Error(`${rest.value} is out of place`);
  return whole;
}

const compiled = new Map<string, Expression>();
function cached(source: string): Expression {
  const known = compiled.get(source);
  if (known) return known;
  const made = compileExpression(source);
  if (compiled.size > 500) compiled.clear();
  compiled.set(source, made);
  return made;
}

export const matches = (source: string | undefined | null, scope: Scope): boolean =>
  !source || cached(source)(scope) === true;
export const keyOf = (source: string, scope: Scope): string => JSON.stringify(cached(source)(scope) ?? null);
