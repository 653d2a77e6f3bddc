/** The children's output, made calm: log records as one short line in a terminal, as they are elsewhere. */
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

const levels: Record<number, string> = { 20: "debug", 30: "info", 40: "warning", 50: "error", 60: "fatal" };
/** What Next says at every start; the supervisor says it better. */
const chatter =
  /^\s*(▲ Next\.js|- (Local|Network|Environments|Experiments)|✓ (Starting|Ready|Running next\.config)|⚠ "next start")/;

export function relay(source: Readable | null, target: NodeJS.WriteStream): void {
  if (!source) return;
  createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY }).on("line", (line) => {
    if (line.trim() === "" || chatter.test(line)) return;
    target.write(`${target.isTTY ? readable(line) : line}\n`);
  });
}

function readable(line: string): string {
  if (!line.startsWith("{")) return line;
  try {
    const { time, level, process: name, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
    const clock = typeof time === "string" ? time.slice(11, 19) : "";
    const failure = err as { message?: string; stack?: string } | undefined;
    const details = Object.entries(rest)
      .map(([key, value]) => ` ${key}=${typeof value === "string" ? value : JSON.stringify(value)}`)
      .join("");
    const text = `${clock} ${name ?? ""} ${levels[Number(level)] ?? ""}: ${msg ?? ""}${details}`;
    return failure ? `${text}\n  ${failure.stack ?? failure.message ?? ""}` : text;
  } catch {
    return line;
  }
}
