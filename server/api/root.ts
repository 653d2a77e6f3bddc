import { accountRouter } from "./routers/account";
import { templatesRouter } from "./routers/templates";
import { createCallerFactory, router } from "./trpc";

export const appRouter = router({
  account: accountRouter,
  templates: templatesRouter,
});
export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
