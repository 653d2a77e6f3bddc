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

export const pageCalls = `// When somebody signs in or leaves an e-mail:
carillon("identify", "customer-42", { email: "anna@example.com", first_name: "Anna" });

// On a product's page:
carillon("track", "Product Viewed", {
  product_id: "sku-7", name: "Linen shirt", price: 4900, currency: "RUB",
});

// When the cart changes:
carillon("track", "Product Added", { product_id: "sku-7", price: 4900, quantity: 1 });
carillon("track", "Product Removed", { product_id: "sku-7", quantity: 1 });

// When an order is placed:
carillon("track", "Order Completed", {
  order_id: "1001", total: 9800, currency: "RUB",
  products: [{ product_id: "sku-7", price: 4900, quantity: 2 }],
});

// When somebody signs out:
carillon("reset");`;

/** Nothing is kept in the browser before consent. */
export const consentCalls = ({
  writeKey,
}: Wiring): string => `carillon("init", "${writeKey}", { consent: "pending" });

carillon("consent", "granted"); // after "yes"
carillon("consent", "denied");  // after "no": what was collected is dropped`;

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
    "properties": { "product_id": "sku-7", "name": "Linen shirt", "price": 4900 }
  }'`;
