import { CopyButton } from "../action/copy-button";
import { cn } from "../cn";

interface CodeBlockProps {
  code: string;
  /** What it is: "curl", "JSON". */
  caption?: string;
  className?: string;
}

export function CodeBlock({ code, caption, className }: CodeBlockProps) {
  return (
    <figure className={cn("relative min-w-0 rounded-lg border bg-sunken", className)}>
      {caption ? (
        <figcaption className="border-b px-3 py-1.5 text-muted text-xs">{caption}</figcaption>
      ) : null}
      <CopyButton text={code} className={cn("absolute right-1.5", caption ? "top-0.5" : "top-1.5")} />
      <pre className="overflow-x-auto p-3 pr-10 font-mono text-xs">
        <code>{code}</code>
      </pre>
    </figure>
  );
}

export const Code = ({ children }: { children: string }) => (
  <code className="rounded-sm bg-sunken px-1 py-0.5 font-mono text-[0.92em]">{children}</code>
);
