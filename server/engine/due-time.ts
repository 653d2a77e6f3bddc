/** When a sleep or a wait ends, as the SDK says it: an ISO instant, or a duration such as `1d2h30m10s`. */
export type DueTime = { at: Date } | { afterMs: number };

const units: Record<string, number> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};
const part = /(\d+(?:\.\d+)?)(ms|[wdhms])/gy;

export function parseDueTime(text: string): DueTime {
  const value = text.trim();
  if (value === "") return { afterMs: 0 };
  let total = 0;
  let read = 0;
  for (const match of value.matchAll(part)) {
    total += Number(match[1]) * (units[match[2] ?? ""] ?? 0);
    read += match[0].length;
  }
  if (read === value.length) return { afterMs: total };
  const at = new Date(value);
  if (!/^\d{4}-/.test(value) || Number.isNaN(at.getTime()))
    throw new Error(`${JSON.stringify(text)} is neither a duration nor an instant.`);
  return { at };
}

/** Retry-After as the SDK sends it: whole seconds, or an instant. */
export function parseRetryAfter(text: string | undefined): DueTime | undefined {
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return { afterMs: Number(text) * 1000 };
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : { at };
}
