import { accountRouter } from "./routers/account";
import { analyticsRouter } from "./routers/analytics";
import { campaignsRouter } from "./routers/campaigns";
import { tasksRouter } from "./routers/tasks";
import { templatesRouter } from "./routers/templates";
import { createCallerFactory, router } from "./trpc";

export const appRouter = router({
  account: accountRouter,
  analytics: analyticsRouter,
  campaigns: campaignsRouter,
  tasks: tasksRouter,
  templates: templatesRouter,
});
export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
