/** Code to paste, with the key and the address filled in. Comments and names stay English, as code does. */
export interface Wiring {
  writeKey: string;
  /** Where Carillon is: https://carillon.example */
  address: string;
}

/** Calls made before tracker.js has loaded wait in the queue. */
export const snippet = ({ writeKey, address }: Wiring): string => `<script>
  (function (w, d) {
    w.carillon = w.carillon || function () {
      (w.carillon.q = w.carillon.q || []).push([].slice.call(arguments));
    };
    var s = d.createElement("script");
    s.async = true;
    s.src = "${address}/tracker.js";
    d.head.appendChild(s);
  })(window, document);
  carillon("init", "${writeKey}");
</script>`;

export const pageCalls = `// When somebody signs in, or signs up:
carillon("login", "customer-42", { email: "anna@example.com", first_name: "Anna" });

// On a product's page; on a category's:
carillon("productViewed", { product_id: "sku-7", name: "Linen shirt", price: 4900, currency: "RUB" });
carillon("productListViewed", { category: "shirts" });

// When the cart or the wishlist changes:
carillon("productAdded", { product_id: "sku-7", price: 4900, currency: "RUB", quantity: 1 });
carillon("productRemoved", { product_id: "sku-7", quantity: 1 });
carillon("productAddedToWishlist", { product_id: "sku-7", price: 4900, currency: "RUB" });

// When an order is placed:
carillon("orderCompleted", {
  order_id: "1001", total: 9800, currency: "RUB",
  products: [{ product_id: "sku-7", price: 4900, quantity: 2 }],
});

// A part of the site, anything else, signing out:
carillon("section", "Delivery");
carillon("event", "Quiz Passed", { score: 3 });
carillon("logout");`;

/** Nothing is kept in the browser before consent. */
export const consentCalls = ({
  writeKey,
}: Wiring): string => `carillon("init", "${writeKey}", { consent: "pending" }); // or "cookieless", or "google"

carillon("consent", "granted"); // after "yes"
carillon("consent", "denied");  // after "no": what was collected is dropped`;

export const gtmTag = (wiring: Wiring): string => snippet(wiring);
export const gtmEvents = `<script>
  // A Custom HTML tag on the trigger of each event; variables in braces are those of your data layer.
  carillon("productAdded", {
    product_id: {{DLV - product id}},
    price: {{DLV - price}},
    currency: {{DLV - currency}},
    quantity: {{DLV - quantity}},
  });
</script>`;

export const nextLayout = ({ writeKey, address }: Wiring): string => `// app/layout.tsx
import Script from "next/script";

export default function RootLayout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body>
        {children}
        <Script id="carillon" strategy="afterInteractive">{\`
          window.carillon = window.carillon || function () {
            (window.carillon.q = window.carillon.q || []).push([].slice.call(arguments));
          };
          carillon("init", "${writeKey}");
        \`}</Script>
        <Script src="${address}/tracker.js" strategy="afterInteractive" />
      </body>
    </html>
  );
}`;
export const nextCalls = `// In a client component; page views of the router are sent by themselves.
useEffect(() => {
  window.carillon("productViewed", { product_id: product.id, price: product.price, currency: "RUB" });
}, [product]);`;

export const segmentBrowser = ({ writeKey, address }: Wiring): string => {
  const { host, protocol } = new URL(address);
  return `import { AnalyticsBrowser } from "@segment/analytics-next";

export const analytics = AnalyticsBrowser.load(
  { writeKey: "${writeKey}", cdnURL: "${address}" },
  { integrations: { "Segment.io": { apiHost: "${host}/v1", protocol: "${protocol.replace(":", "")}" } } },
);`;
};

export const segmentNode = ({
  writeKey,
  address,
}: Wiring): string => `import { Analytics } from "@segment/analytics-node";

export const analytics = new Analytics({ writeKey: "${writeKey}", host: "${address}" });

analytics.track({ userId: "customer-42", event: "Order Completed", properties: { order_id: "1001", total: 9800 } });`;

export const curl = ({ writeKey, address }: Wiring): string => `curl ${address}/v1/track \\
  -u '${writeKey}:' \\
  -H 'content-type: application/json' \\
  -d '{
    "userId": "customer-42",
    "event": "Product Viewed",
    "properties": { "product_id": "sku-7", "name": "Linen shirt", "price": 4900, "currency": "RUB" }
  }'`;

export const nodeFetch = ({ writeKey, address }: Wiring): string => `// Node 20, no library
await fetch("${address}/v1/batch", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({
    writeKey: "${writeKey}",
    sentAt: new Date().toISOString(),
    batch: [{
      type: "track",
      messageId: order.id, // known for good: sending it again does no harm
      userId: order.customerId,
      event: "Order Completed",
      properties: { order_id: order.id, total: order.total, currency: "RUB", products: order.lines },
      timestamp: order.placedAt,
    }],
  }),
});`;

export const mobileHttp = ({ writeKey, address }: Wiring): string => `POST ${address}/v1/batch
content-type: application/json

{
  "writeKey": "${writeKey}",
  "sentAt": "2026-01-31T10:00:05.000Z",
  "context": {
    "device": { "type": "ios", "model": "iPhone17,1" },
    "os": { "name": "iOS", "version": "19.2" },
    "app": { "name": "Shop", "version": "4.1" }
  },
  "batch": [
    { "type": "identify", "messageId": "…", "anonymousId": "<id of the installation>", "userId": "customer-42" },
    { "type": "screen", "messageId": "…", "anonymousId": "<id of the installation>", "name": "Product",
      "timestamp": "2026-01-31T10:00:00.000Z" },
    { "type": "track", "messageId": "…", "anonymousId": "<id of the installation>", "event": "Product Viewed",
      "properties": { "product_id": "sku-7", "price": 4900, "currency": "RUB" } }
  ]
}`;
