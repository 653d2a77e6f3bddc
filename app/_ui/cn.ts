import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: { theme: { text: ["2xs"], shadow: ["control", "float"] } },
});

/** Class names, the later winning over the earlier where they set the same thing. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes));
