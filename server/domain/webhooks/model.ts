/** What outsiders may be told of. The triggers of the feed (drizzle/*_webhook-feed.sql) write exactly these. */
export const webhookGroups = {
  customer: ["customer.created", "customer.updated", "customer.merged", "customer.erased", "consent.changed"],
  purchase: ["order.created", "order.updated", "receipt.created", "receipt.updated"],
  message: [
    "message.delivered",
    "message.opened",
    "message.clicked",
    "message.failed",
    "message.unsubscribed",
    "message.complained",
  ],
  campaign: ["campaign.entered", "campaign.finished"],
  import: ["import.finished"],
} as const;
export type WebhookGroup = keyof typeof webhookGroups;
export type WebhookType = (typeof webhookGroups)[WebhookGroup][number];
export const webhookTypes = Object.values(webhookGroups).flat() as WebhookType[];
/** Sent by the test button alone; nobody subscribes to it. */
export const pingType = "test.ping";
/** Of the payload: raised when a field changes its meaning or goes. New fields come without. */
export const payloadVersion = 1;

export const endpointStates = ["active", "paused", "disabled"] as const;
export type EndpointState = (typeof endpointStates)[number];
export const deliveryStates = ["pending", "delivered", "failed"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const maxEndpoints = 50;
/** An endpoint that has answered nothing but failures for so long is switched off. */
export const disableAfterMs = 5 * 86_400_000;
/** After a rotation both secrets sign for a day. */
export const rotationMs = 24 * 3_600_000;
/** Events, deliveries and attempts are kept so long. */
export const keptMs = 30 * 86_400_000;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** Pauses before the second, third … attempt, as Standard Webhooks recommends: the last comes after 75 hours. */
export const retryPauses = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/**
 * Milliseconds until the next attempt after `attempts` failures; undefined when it was the last. `random` in [0, 1)
 * spreads the pause by a tenth, so that what failed together does not return together.
 */
export function pauseAfter(attempts: number, random: number): number | undefined {
  const pause = retryPauses[attempts - 1];
  return pause === undefined ? undefined : Math.round(pause * (0.95 + random * 0.1));
}

const calmFailures = 5;
const longestRestMs = 15 * minute;
/** How long an endpoint is left alone after so many failures in a row: a backlog must not hammer what is down. */
export function restAfter(failuresInRow: number, retryAfterSeconds: number | undefined): number {
  const asked = Math.min(hour, (retryAfterSeconds ?? 0) * second);
  const earned =
    failuresInRow < calmFailures ? 0 : Math.min(longestRestMs, second * 2 ** (failuresInRow - calmFailures));
  return Math.max(asked, earned);
}
