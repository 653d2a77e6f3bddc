import { campaignPeopleRoutes } from "./campaign-people";
import { campaignRoutes } from "./campaigns";
import { catalogueRoutes } from "./catalogue";
import { customerRoutes } from "./customers";
import { importRoutes } from "./imports";
import { messageRoutes } from "./messages";
import { orderRoutes } from "./orders";
import { productRoutes } from "./products";
import { rfmRoutes } from "./rfm";
import type { Route } from "./route";
import { templateRoutes } from "./templates";
import { webhookRoutes } from "./webhooks";

/** Every REST operation, by domain. */
export const restRoutes: Route[] = [
  ...productRoutes,
  ...catalogueRoutes,
  ...orderRoutes,
  ...importRoutes,
  ...customerRoutes,
  ...campaignRoutes,
  ...campaignPeopleRoutes,
  ...messageRoutes,
  ...templateRoutes,
  ...rfmRoutes,
  ...webhookRoutes,
];
