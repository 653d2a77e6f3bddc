import { BlockList, isIP } from "node:net";

/** `::ffff:1.2.3.4` → `1.2.3.4`, brackets and zone off; empty for what is no address. */
function plainAddress(text: string): string {
  const bare = text
    .trim()
    .replace(/^\[|\]$/g, "")
    .replace(/%.*$/, "")
    .replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(bare) === 0 ? "" : bare;
}

/** Reads TRUSTED_PROXIES. Throws for an entry that is neither an address nor a CIDR. */
export function parseTrustedProxies(text: string | undefined): BlockList {
  const list = new BlockList();
  for (const entry of (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [host = "", bits] = entry.split("/");
    const address = plainAddress(host);
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    const prefix = bits === undefined ? undefined : Number(bits);
    if (
      !address ||
      (prefix !== undefined &&
        !(Number.isInteger(prefix) && prefix >= 0 && prefix <= (family === "ipv6" ? 128 : 32)))
    )
      throw new Error(
        `TRUSTED_PROXIES: ${JSON.stringify(entry)} is neither an address nor a CIDR such as 10.0.0.0/8.`,
      );
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, prefix, family);
  }
  return list;
}

/**
 * Who really sent the request: the socket's other end, or, while that is a trusted proxy, the next address from the
 * right of X-Forwarded-For. What a client wrote further left is never believed.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: BlockList,
): string {
  let address = plainAddress(socketAddress ?? "") || "unknown";
  if (!forwardedFor) return address;
  const hops = forwardedFor.split(",");
  while (isTrusted(address, trusted)) {
    const hop = hops.pop();
    if (hop === undefined) break;
    const next = plainAddress(hop.replace(/^([\d.]+):\d+$/, "$1"));
    if (!next) break;
    address = next;
  }
  return address;
}

export const isTrusted = (address: string, trusted: BlockList): boolean =>
  isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
