/** What this domain tells others. */
export const webhookDisabled = "webhooks/endpoint.disabled";
