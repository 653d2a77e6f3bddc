import { payloadVersion } from "./model";

/** The body of an event: the same bytes at every attempt. */
export const bodyOf = (event: { type: string; occurredAt: Date; data: unknown }): string =>
  JSON.stringify({
    type: event.type,
    timestamp: event.occurredAt.toISOString(),
    version: payloadVersion,
    data: event.data,
  });
