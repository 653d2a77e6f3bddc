import { accountRouter } from "./routers/account";
import { analyticsRouter } from "./routers/analytics";
import { bulkRouter } from "./routers/bulk";
import { busRouter } from "./routers/bus";
import { campaignsRouter } from "./routers/campaigns";
import { customersRouter } from "./routers/customers";
import { eventsRouter } from "./routers/events";
import { exportsRouter } from "./routers/exports";
import { fieldsRouter } from "./routers/fields";
import { fileSourcesRouter } from "./routers/file-sources";
import { identityRouter } from "./routers/identity";
import { importsRouter } from "./routers/imports";
import { messagesRouter } from "./routers/messages";
import { metricsRouter } from "./routers/metrics";
import { ordersRouter } from "./routers/orders";
import { privacyRouter } from "./routers/privacy";
import { productsRouter } from "./routers/products";
import { qualityRouter } from "./routers/quality";
import { rfmRouter } from "./routers/rfm";
import { segmentsRouter } from "./routers/segments";
import { sourcesRouter } from "./routers/sources";
import { sqlRouter } from "./routers/sql";
import { tagsRouter } from "./routers/tags";
import { tasksRouter } from "./routers/tasks";
import { templatesRouter } from "./routers/templates";
import { viewsRouter } from "./routers/views";
import { webhooksRouter } from "./routers/webhooks";
import { createCallerFactory, router } from "./trpc";

export const appRouter = router({
  products: productsRouter,
  orders: ordersRouter,
  exports: exportsRouter,
  fileSources: fileSourcesRouter,
  imports: importsRouter,
  customers: customersRouter,
  account: accountRouter,
  analytics: analyticsRouter,
  campaigns: campaignsRouter,
  tasks: tasksRouter,
  events: eventsRouter,
  fields: fieldsRouter,
  identity: identityRouter,
  privacy: privacyRouter,
  messages: messagesRouter,
  metrics: metricsRouter,
  quality: qualityRouter,
  rfm: rfmRouter,
  segments: segmentsRouter,
  sources: sourcesRouter,
  templates: templatesRouter,
  tags: tagsRouter,
  views: viewsRouter,
  bulk: bulkRouter,
  webhooks: webhooksRouter,
  bus: busRouter,
  sql: sqlRouter,
});
export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
