/** Undo and redo over immutable values. */
export interface History<Value> {
  past: readonly Value[];
  present: Value;
  future: readonly Value[];
  /** Name of the last change: the next one of the same name within a short time replaces it instead of adding a step. */
  last: { name: string; at: number } | undefined;
}

const maxSteps = 100;
/** Typing in one field, or dragging one node, is one step. */
const mergeMs = 1200;

export const startHistory = <Value>(present: Value): History<Value> => ({
  past: [],
  present,
  future: [],
  last: undefined,
});

/** Records a change. `name` groups changes that belong together (one field being typed in); `at` is in ms. */
export function record<Value>(
  history: History<Value>,
  value: Value,
  name: string,
  at: number,
): History<Value> {
  if (value === history.present) return history;
  const isSame =
    history.last !== undefined && history.last.name === name && name !== "" && at - history.last.at < mergeMs;
  const past = isSame ? history.past : [...history.past, history.present].slice(-maxSteps);
  return { past, present: value, future: [], last: { name, at } };
}

export function undo<Value>(history: History<Value>): History<Value> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    last: undefined,
  };
}

export function redo<Value>(history: History<Value>): History<Value> {
  const [next, ...rest] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: rest, last: undefined };
}
