import { oneOf, searchSpec } from "@/app/_components/search-params";

/** `?step=map` opens the mapping of a file that was read once already: after a dry run, or a failure. */
export const importSearch = searchSpec({ step: oneOf(["map"]) });
