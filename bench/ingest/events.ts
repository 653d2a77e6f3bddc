import { randomUUID } from "node:crypto";
import { deterministicUuid } from "@/server/platform/ids";

/** An event as a shop's page sends it, about 600 bytes. */
export function makeEvent(no: number) {
  const messageId = randomUUID();
  const text = JSON.stringify({
    type: "track",
    event: no % 3 === 0 ? "Product Added" : "Product Viewed",
    messageId,
    anonymousId: `7c3f5a52-6d58-4b0e-9d0a-${String(no % 5_000).padStart(12, "0")}`,
    timestamp: new Date(Date.now() - (no % 1_000)).toISOString(),
    properties: {
      product_id: `p-${no % 200}`,
      sku: `p-${no % 200}`,
      name: "Молоко отборное 3,4–4,5 %",
      category: "Молочные продукты",
      price: 89.9,
      quantity: 1,
      currency: "RUB",
      url: `https://shop.example/product/p-${no % 200}`,
    },
    context: {
      page: {
        url: `https://shop.example/product/p-${no % 200}`,
        path: `/product/p-${no % 200}`,
        title: "Молоко",
        referrer: "https://shop.example/",
      },
      locale: "ru-RU",
      library: { name: "carillon.js", version: "1" },
    },
  });
  return { messageId, text };
}
export type BenchEvent = ReturnType<typeof makeEvent>;

/** The very row that the door makes of it, as a line of COPY. */
export const copyLine = (event: BenchEvent, sourceId: number, at: string, no: number): string =>
  `${at}\t${no}\t1\t${deterministicUuid(sourceId, event.messageId)}\t${sourceId}\ttrack\t${at}\t${event.text.replaceAll("\\", "\\\\")}\n`;
export const keyLine = (event: BenchEvent, sourceId: number): string =>
  `${deterministicUuid(sourceId, event.messageId)}\n`;
