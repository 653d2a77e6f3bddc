import { apiKeyRoutes } from "./api-key";
import { behaviourRoutes } from "./behaviour";
import { campaignPeopleRoutes } from "./campaign-people";
import { campaignRoutes } from "./campaigns";
import { catalogueRoutes } from "./catalogue";
import { tagRoutes } from "./customer-tags";
import { customerRoutes } from "./customers";
import { customerMergeRoutes } from "./customers-merge";
import { dictionaryRoutes } from "./dictionaries";
import { eventRoutes } from "./events";
import { exportRoutes } from "./exports";
import { fieldRoutes } from "./fields";
import { identityRoutes } from "./identities";
import { importRoutes } from "./imports";
import { messageRoutes } from "./messages";
import { metricRoutes } from "./metrics";
import { orderRoutes } from "./orders";
import { productRoutes } from "./products";
import { qualityRoutes } from "./quality";
import { regionRoutes } from "./regions";
import { rfmRoutes } from "./rfm";
import type { Route } from "./route";
import { segmentRoutes } from "./segments";
import { liveSegmentRoutes } from "./segments-live";
import { sourceRoutes } from "./sources";
import { sqlSourceRoutes } from "./sql-sources";
import { subscriptionRoutes } from "./subscriptions";
import { templateRoutes } from "./templates";
import { webhookRoutes } from "./webhooks";

/** Every REST operation, by domain. */
export const restRoutes: Route[] = [
  ...productRoutes,
  ...catalogueRoutes,
  ...orderRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...customerRoutes,
  ...tagRoutes,
  ...customerMergeRoutes,
  ...identityRoutes,
  ...qualityRoutes,
  ...eventRoutes,
  ...behaviourRoutes,
  ...sourceRoutes,
  ...subscriptionRoutes,
  ...campaignRoutes,
  ...campaignPeopleRoutes,
  ...messageRoutes,
  ...templateRoutes,
  ...fieldRoutes,
  ...dictionaryRoutes,
  ...regionRoutes,
  ...rfmRoutes,
  ...segmentRoutes,
  ...metricRoutes,
  ...liveSegmentRoutes,
  ...webhookRoutes,
  ...sqlSourceRoutes,
  ...apiKeyRoutes,
];
