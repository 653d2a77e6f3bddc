import { z } from "zod";
import { deliveryStates, pingType, webhookTypes } from "./model";

const url = z.string().trim().min(1, "Give the address to call.").max(2000);
const types = z
  .array(z.enum(webhookTypes))
  .min(1, "Choose at least one event.")
  .max(webhookTypes.length)
  .transform((list) => [...new Set(list)]);
const description = z.string().trim().max(200);

export const endpointId = z.object({ id: z.uuid("Use the id of an endpoint.") });
export const listEndpoints = z.object({}).default({});
export const createEndpoint = z.object({ url, types, description: description.default("") });
export const updateEndpoint = endpointId.extend({
  url: url.optional(),
  types: types.optional(),
  description: description.optional(),
  /** paused: nothing is recorded for it and nothing is sent. */
  isActive: z.boolean().optional(),
});
export const listDeliveries = endpointId.extend({
  state: z.enum(deliveryStates).optional(),
  type: z.enum([...webhookTypes, pingType]).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
export const deliveryId = z.object({ endpointId: z.uuid(), eventId: z.uuid() });
export const replayDelivery = deliveryId;
export const replayFailed = endpointId.extend({
  since: z.iso.datetime({ offset: true, error: "since: use a date and time such as 2026-03-01T00:00:00Z." }),
});
