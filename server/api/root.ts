import { accountRouter } from "./routers/account";
import { analyticsRouter } from "./routers/analytics";
import { campaignsRouter } from "./routers/campaigns";
import { eventsRouter } from "./routers/events";
import { sourcesRouter } from "./routers/sources";
import { tasksRouter } from "./routers/tasks";
import { templatesRouter } from "./routers/templates";
import { createCallerFactory, router } from "./trpc";

export const appRouter = router({
  account: accountRouter,
  analytics: analyticsRouter,
  campaigns: campaignsRouter,
  tasks: tasksRouter,
  events: eventsRouter,
  sources: sourcesRouter,
  templates: templatesRouter,
});
export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
