import type { Route } from "./route";

/** Every REST operation, by domain. */
export const restRoutes: Route[] = [];
