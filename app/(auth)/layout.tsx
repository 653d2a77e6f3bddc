import type { ReactNode } from "react";
import { LanguageSwitch } from "../_components/language-switch";
import { Wordmark } from "../_components/wordmark";

/** Sign-in and its relatives: one narrow column, the bells faintly behind it. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col overflow-hidden">
      <header className="flex items-center justify-between px-5 py-4 sm:px-8">
        <Wordmark />
        <LanguageSwitch />
      </header>
      <main className="mx-auto flex w-full max-w-100 flex-1 flex-col justify-center px-5 py-10">
        {children}
      </main>
      <Peal />
    </div>
  );
}

const bellSizes = [0.5, 0.62, 0.74, 0.88, 1.04, 1.2, 1.04, 0.88, 0.74, 0.62, 0.5];
/** Where the bell of this index hangs: after all before it. */
const hangsAt = (index: number) =>
  14 + bellSizes.slice(0, index).reduce((sum, size) => sum + size * 92 + 6, 0);
const bells = bellSizes.map((size, index) => ({ size, left: hangsAt(index) }));

/** A carillon in outline along the lower edge: the page's only ornament. */
const Peal = () => (
  <div aria-hidden="true" className="flex justify-center border-line border-t-2 text-line print:hidden">
    <svg aria-hidden="true" viewBox="0 0 900 138" fill="none" className="w-225 shrink-0">
      {bells.map(({ size, left }) => (
        <g
          key={left}
          transform={`translate(${left} 0) scale(${size})`}
          stroke="currentColor"
          strokeWidth={1.5 / size}
        >
          <path d="M40 0v10M40 10c-17 0-26 13-26 29v20c0 11-4 18-11 25h74c-7-7-11-14-11-25V39c0-16-9-29-26-29ZM31 84a9 9 0 0 0 18 0" />
        </g>
      ))}
    </svg>
  </div>
);
