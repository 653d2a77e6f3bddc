import * as messages from "@/server/domain/messages";
import { mutationOf, queryOf, router } from "../trpc";

export const messagesRouter = router({
  list: queryOf(messages.listMessages),
  count: queryOf(messages.countMessages),
  channel: queryOf(messages.describeChannel),
  ofCustomer: queryOf(messages.listCustomerMessages),
  get: queryOf(messages.getMessage),
  source: queryOf(messages.getMessageSource),
  sendTest: mutationOf(messages.sendTest),
});
