/** The product's REST API, as an integrator calls it, for what a journey prepares or waits for. */
import { expect } from "vitest";
import type { App } from "./harness";

type Json = Record<string, unknown>;
interface Page<Row> {
  data: Row[];
}
export interface RestCustomer {
  id: string;
  external_id: string | null;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  subscriptions?: { channel: string; state: string }[];
}
export interface RestMessage {
  id: string;
  status: string;
  subject: string | null;
  html: string | null;
  campaign_id: string | null;
}

export function restOf(app: App) {
  async function call<Answer>(method: string, path: string, body?: Json): Promise<Answer> {
    const response = await fetch(`${app.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${app.apiKey}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Answer;
  }
  const rest = {
    get: <Answer>(path: string) => call<Answer>("GET", path),
    post: <Answer>(path: string, body: Json) => call<Answer>("POST", path, body),
    customers: async (query: string) => (await rest.get<Page<RestCustomer>>(`/customers?${query}`)).data,
    messages: async (id: string) => (await rest.get<Page<RestMessage>>(`/customers/${id}/messages`)).data,
    /** An abandoned-cart campaign that is in a hurry, running. */
    startHastyCampaign: () =>
      rest.post<{ id: string; name: string }>("/campaigns", {
        recipe: "abandoned-cart",
        settings: { idle_seconds: 2, first_wait_seconds: 1, second_wait_seconds: 86_400 },
        activate: true,
      }),
    /** The campaign's letter to her, once it has been delivered. */
    async deliveredLetter(customerId: string, campaignId: string, withinMs = 30_000): Promise<RestMessage> {
      let found: RestMessage | undefined;
      await expect
        .poll(
          async () => {
            found = (await rest.messages(customerId)).find((one) => one.campaign_id === campaignId);
            return found?.status;
          },
          { timeout: withinMs, interval: 250 },
        )
        .toBe("delivered");
      if (!found) throw new Error("no letter");
      return found;
    },
  };
  return rest;
}
export type Rest = ReturnType<typeof restOf>;

/** Events through the tracking door, with the public key alone. */
export async function ingest(app: App, batch: readonly Json[], headers: Record<string, string> = {}) {
  const response = await fetch(`${app.url}/v1/batch`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${app.writeKey}:`).toString("base64")}`,
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify({ batch, sentAt: new Date().toISOString() }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { success: boolean; rejected?: number };
}
