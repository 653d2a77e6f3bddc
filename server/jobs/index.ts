/** Every function of the product. Append yours: one line per domain file. */
import type { InngestFunction } from "inngest";
import { reconcile } from "./reconcile";

export const functions: readonly InngestFunction.Any[] = [reconcile];
