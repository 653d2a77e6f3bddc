import { campaignPeopleRoutes } from "./campaign-people";
import { campaignRoutes } from "./campaigns";
import type { Route } from "./route";
import { templateRoutes } from "./templates";

/** Every REST operation, by domain. */
export const restRoutes: Route[] = [...campaignRoutes, ...campaignPeopleRoutes, ...templateRoutes];
