import { z } from "zod";
import { defineNode } from "../kind";

/** Ends the chain for whoever arrives. */
export const exit = defineNode({
  kind: "exit",
  role: "action",
  icon: "flag",
  settings: z.strictObject({}),
  initial: {},
  takesTime: false,
  ports: () => [],
  summary: () => ({ key: "campaigns.nodes.exit.summary", params: {}, children: [] }),
  decide: () => ({ do: "leave" }),
});
