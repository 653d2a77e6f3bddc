import * as webhooks from "@/server/domain/webhooks";
import { mutationOf, queryOf, router } from "../trpc";

export const webhooksRouter = router({
  list: queryOf(webhooks.listEndpoints),
  get: queryOf(webhooks.getEndpoint),
  create: mutationOf(webhooks.createEndpoint),
  update: mutationOf(webhooks.updateEndpoint),
  delete: mutationOf(webhooks.deleteEndpoint),
  rotateSecret: mutationOf(webhooks.rotateSecret),
  ping: mutationOf(webhooks.sendPing),
  deliveries: queryOf(webhooks.listDeliveries),
  delivery: queryOf(webhooks.getDelivery),
  replay: mutationOf(webhooks.replayDelivery),
  replayFailed: mutationOf(webhooks.replayFailed),
});
