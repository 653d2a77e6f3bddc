/**
 * granted: events are sent and the visitor is kept. pending: nothing is kept and nothing leaves, events wait in memory.
 * cookieless: events are sent, nothing is kept in the browser, the visitor lasts as long as the page. denied: nothing.
 */
export type Consent = "granted" | "pending" | "cookieless" | "denied";
const values = ["granted", "pending", "cookieless", "denied"];

/** Our own word, or the signals of Google's consent mode: `{analytics_storage: "granted"}`. */
export function consentOf(value: unknown): Consent | undefined {
  const said =
    typeof value === "object" && value !== null
      ? (value as { analytics_storage?: unknown }).analytics_storage
      : value;
  return values.includes(said as string) ? (said as Consent) : undefined;
}

type Layer = unknown[] & { push(...items: unknown[]): number };

/** Follows what a consent banner tells Google's tag: gtag("consent", "default" | "update", {...}), said before or later. */
export function followGoogle(onChange: (value: unknown, isFirst: boolean) => void): void {
  const host = window as unknown as { dataLayer?: Layer };
  host.dataLayer = host.dataLayer || [];
  const layer = host.dataLayer;
  const look = (item: unknown) => {
    const call = item as { 0?: unknown; 1?: unknown; 2?: unknown } | null;
    if (call?.[0] === "consent") onChange(call[2], call[1] === "default");
  };
  for (const item of layer) look(item);
  const { push } = layer;
  layer.push = (...items) => {
    for (const item of items) look(item);
    return push.apply(layer, items);
  };
}
