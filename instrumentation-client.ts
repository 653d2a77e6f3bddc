import { config } from "zod/v4/core";

/**
 * Runs in the browser before anything of the product. Zod would try whether it may compile code; our content policy
 * says no and reports each try, and among such reports a real attack would go unseen.
 */
config({ jitless: true });
