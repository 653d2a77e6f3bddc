import { AppError } from "@/server/platform/errors";
import type { Method, Route } from "./route";

interface Compiled {
  pattern: RegExp;
  names: string[];
  byMethod: Map<Method, Route>;
}
export type Matched =
  | { kind: "route"; route: Route; params: Record<string, string> }
  | { kind: "other-method"; allow: string }
  | { kind: "none" };

/** Paths without parameters first, so that `/orders/bulk` is not an order called "bulk". */
function compile(routes: readonly Route[]): Compiled[] {
  const byPath = new Map<string, Compiled>();
  for (const route of routes) {
    const names: string[] = [];
    const source = route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name);
      return "([^/]+)";
    });
    const entry = byPath.get(route.path) ?? {
      pattern: new RegExp(`^${source}$`),
      names,
      byMethod: new Map(),
    };
    entry.byMethod.set(route.method, route);
    byPath.set(route.path, entry);
  }
  return [...byPath.values()].sort((a, b) => a.names.length - b.names.length);
}

/** Finds the operation of a request. Throws `invalid` for a path that cannot be decoded. */
export function matcherOf(routes: readonly Route[]): (method: string, path: string) => Matched {
  const compiled = compile(routes);
  return (method, path) => {
    for (const { pattern, names, byMethod } of compiled) {
      const match = pattern.exec(path);
      if (!match) continue;
      const route = byMethod.get((method === "HEAD" ? "GET" : method) as Method);
      if (!route) return { kind: "other-method", allow: [...byMethod.keys()].join(", ") };
      const params = Object.fromEntries(names.map((name, i) => [name, decodePart(match[i + 1] ?? "")]));
      return { kind: "route", route, params };
    }
    return { kind: "none" };
  };
}

function decodePart(text: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    throw new AppError("invalid", "The path holds a broken %-escape.");
  }
  if (decoded.includes("\u0000")) throw new AppError("invalid", "The path holds a NUL character.");
  return decoded;
}
