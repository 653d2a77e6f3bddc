import { getTimeline } from "@/server/domain/analytics";
import * as customers from "@/server/domain/customers";
import { mutationOf, queryOf, router } from "../trpc";

export const customersRouter = router({
  list: queryOf(customers.listCustomers),
  count: queryOf(customers.countMatches),
  countExactly: queryOf(customers.countExactly),
  get: queryOf(customers.getCustomer),
  timeline: queryOf(getTimeline),
  subscriptions: queryOf(customers.getSubscriptions),
  create: mutationOf(customers.upsertCustomer),
  update: mutationOf(customers.updateCustomer),
  setSubscription: mutationOf(customers.setSubscription),
});
