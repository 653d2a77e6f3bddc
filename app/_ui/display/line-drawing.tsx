import type { ReactNode } from "react";
import { cn } from "../cn";

/** Our own drawings for empty places: thin ink lines with one accent stroke, readable in both themes. */
const drawings = {
  bells: (
    <>
      <path d="M2 8h116" />
      <Bell x={10} y={8} size={34} />
      <Bell x={36} y={8} size={56} isAccent />
      <Bell x={84} y={8} size={28} />
    </>
  ),
  people: (
    <>
      <circle cx="60" cy="26" r="11" className="text-accent" />
      <path d="M38 66c1-14 10-21 22-21s21 7 22 21" className="text-accent" />
      <circle cx="28" cy="32" r="7" />
      <path d="M13 62c1-10 6-15 15-15 3 0 5 .5 7 1.500" />
      <circle cx="92" cy="32" r="7" />
      <path d="M107 62c-1-10-6-15-15-15-3 0-5 .5-7 1.500" />
    </>
  ),
  list: (
    <>
      <rect x="22" y="8" width="76" height="62" rx="5" />
      <path d="M22 24h76M34 37h20M34 48h28M34 59h16M72 37h14M72 48h14M72 59h14" />
      <path d="M34 16h16" className="text-accent" />
    </>
  ),
  search: (
    <>
      <path d="M18 20h44M18 34h30M18 48h24" />
      <circle cx="76" cy="38" r="17" className="text-accent" />
      <path d="m88.500 50.500 14 14" className="text-accent" />
    </>
  ),
  letter: (
    <>
      <path d="M24 26h72v42a4 4 0 0 1-4 4H28a4 4 0 0 1-4-4z" />
      <path d="m24 28 36 26 36-26" />
      <path d="M60 10v8M44 13l4 7M76 13l-4 7" className="text-accent" />
    </>
  ),
  chain: (
    <>
      <rect x="8" y="30" width="26" height="18" rx="4" />
      <circle cx="60" cy="39" r="10" className="text-accent" />
      <rect x="86" y="14" width="26" height="16" rx="4" />
      <rect x="86" y="48" width="26" height="16" rx="4" />
      <path d="M34 39h16M69 35c8-4 8-13 17-13M69 43c8 4 8 13 17 13" />
      <path d="M60 33v6l4 3" className="text-accent" />
    </>
  ),
  chart: (
    <>
      <path d="M18 8v58h86" />
      <path d="M32 66V48h10v18M52 66V38h10v28M72 66V44h10v22" />
      <path d="m26 36 16-10 18 4 20-14 20 4" className="text-accent" />
    </>
  ),
  box: (
    <>
      <path d="M60 10 96 26v34L60 76 24 60V26z" />
      <path d="m24 26 36 16 36-16M60 42v34" />
      <path d="m42 18 36 16v12" className="text-accent" />
    </>
  ),
  file: (
    <>
      <path d="M36 6h34l18 18v46a4 4 0 0 1-4 4H36a4 4 0 0 1-4-4V10a4 4 0 0 1 4-4z" />
      <path d="M70 6v18h18M42 36h34M42 46h34M42 56h20" />
      <path d="M60 90V70m-7 7 7-7 7 7" className="text-accent" transform="translate(34 -22)" />
    </>
  ),
  signal: (
    <>
      <circle cx="60" cy="42" r="4" className="text-accent" />
      <path d="M48 30a17 17 0 0 0 0 24M72 30a17 17 0 0 1 0 24" className="text-accent" />
      <path d="M38 20a31 31 0 0 0 0 44M82 20a31 31 0 0 1 0 44" />
    </>
  ),
  check: (
    <>
      <circle cx="60" cy="40" r="28" />
      <path d="m47 41 9 9 18-20" className="text-accent" />
    </>
  ),
  "broken-rope": (
    <>
      <path d="M8 12h104" />
      <path d="M60 12v12M57 24l3 4 3-4" />
      <Bell x={44} y={40} size={32} isAccent />
      <path d="M60 40v-5M57 35l3-3 3 3" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type LineDrawingName = keyof typeof drawings;

function Bell({ x, y, size, isAccent }: { x: number; y: number; size: number; isAccent?: boolean }) {
  return (
    <path
      vectorEffect="non-scaling-stroke"
      transform={`translate(${x} ${y}) scale(${size / 16})`}
      className={isAccent ? "text-accent" : undefined}
      d="M8 0v2.500M8 2.500c-3 0-4.300 2.200-4.300 5v3c0 1.500-.7 2.600-1.900 3.500h12.400c-1.200-.9-1.900-2-1.900-3.500v-3c0-2.800-1.300-5-4.300-5zM6.500 14a1.600 1.600 0 0 0 3 0"
    />
  );
}

export function LineDrawing({ name, className }: { name: LineDrawingName; className?: string }) {
  return (
    <svg
      viewBox="0 0 120 80"
      fill="none"
      aria-hidden="true"
      stroke="currentColor"
      strokeWidth="1.25"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cn("w-auto overflow-visible text-line-strong [&_*]:stroke-current", className)}
    >
      {drawings[name]}
    </svg>
  );
}
