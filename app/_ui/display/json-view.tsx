import type { ReactNode } from "react";
import { cn } from "../cn";

/** Any JSON, readable: keys muted, long containers folded. Values are text, never markup. */
export function JsonView({ value, className }: { value: unknown; className?: string }) {
  return (
    <div
      className={cn("overflow-x-auto rounded-lg border bg-sunken p-3 font-mono text-xs leading-5", className)}
    >
      <Node value={value} depth={0} />
    </div>
  );
}

function Node({ value, depth }: { value: unknown; depth: number }): ReactNode {
  if (Array.isArray(value))
    return (
      <Container
        entries={value.map((item, index) => [String(index), item])}
        open="["
        close="]"
        depth={depth}
        areKeysHidden
      />
    );
  if (value instanceof Date) return <span className="text-ok">{JSON.stringify(value)}</span>;
  if (typeof value === "object" && value !== null)
    return <Container entries={Object.entries(value)} open="{" close="}" depth={depth} />;
  if (typeof value === "string") return <span className="break-all text-ok">{JSON.stringify(value)}</span>;
  if (typeof value === "number" || typeof value === "bigint")
    return <span className="text-accent">{String(value)}</span>;
  return <span className="text-warn">{String(value)}</span>;
}

interface ContainerProps {
  entries: readonly (readonly [string, unknown])[];
  open: string;
  close: string;
  depth: number;
  areKeysHidden?: boolean;
}

function Container({ entries, open, close, depth, areKeysHidden }: ContainerProps) {
  if (entries.length === 0) return <span className="text-muted">{open + close}</span>;
  return (
    <details open={depth < 2} className="inline-block align-top [&[open]>summary>span]:hidden">
      <summary className="cursor-pointer list-none text-muted">
        {open}
        <span>
          {" "}
          {entries.length} {close}
        </span>
      </summary>
      <ul className="border-l pl-3">
        {entries.map(([key, item]) => (
          <li key={key}>
            {areKeysHidden ? null : <span className="text-muted">{key}: </span>}
            <Node value={item} depth={depth + 1} />
          </li>
        ))}
      </ul>
      <span className="text-muted">{close}</span>
    </details>
  );
}
