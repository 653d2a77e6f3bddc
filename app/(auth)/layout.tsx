import type { ReactNode } from "react";
import { LanguageSwitch } from "../_components/language-switch";
import { Wordmark } from "../_components/wordmark";

/** Sign-in and its relatives: one narrow column, the bells faintly behind it. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="relative flex min-h-dvh flex-col overflow-hidden bg-rail">
      <header className="flex items-center justify-between px-5 py-4 sm:px-8">
        <Wordmark />
        <LanguageSwitch />
      </header>
      <main className="relative z-10 mx-auto flex w-full max-w-100 flex-1 flex-col justify-center px-5 pt-6 pb-24">
        {children}
      </main>
      <Peal />
    </div>
  );
}

/** Each bell's size and where it hangs, laid out once. */
const bells = [0.5, 0.62, 0.74, 0.88, 1.04, 1.2, 1.04, 0.88, 0.74, 0.62, 0.5].reduce<
  { size: number; left: number }[]
>((hung, size) => {
  const last = hung.at(-1);
  return [...hung, { size, left: last ? last.left + last.size * 92 + 6 : 14 }];
}, []);

/** A carillon in outline along the lower edge: the page's only ornament. */
const Peal = () => (
  <svg
    viewBox="0 0 900 150"
    aria-hidden="true"
    fill="none"
    className="pointer-events-none absolute inset-x-0 bottom-0 mx-auto w-full min-w-180 max-w-260 text-line print:hidden"
  >
    <path d="M0 12h900" stroke="currentColor" strokeWidth="1.500" />
    {bells.map(({ size, left }) => (
      <g
        key={left}
        transform={`translate(${left} 12) scale(${size})`}
        stroke="currentColor"
        strokeWidth={1.5 / size}
      >
        <path d="M40 0v10M40 10c-17 0-26 13-26 29v20c0 11-4 18-11 25h74c-7-7-11-14-11-25V39c0-16-9-29-26-29ZM31 84a9 9 0 0 0 18 0" />
      </g>
    ))}
  </svg>
);
