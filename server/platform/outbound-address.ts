/**
 * Which addresses a connection may go to when its aim was typed by a user. Everything that is not the public internet
 * is refused; an installation opens what it needs with ALLOW_PRIVATE_NETWORK.
 */
import ipaddr from "ipaddr.js";

type Address = ReturnType<typeof ipaddr.parse>;
/** What a user may aim at. `[]` is the public internet alone. */
export type OpenedNetworks = "private" | readonly [Address, number][];

/** Names our own network's rooms; opened by ALLOW_PRIVATE_NETWORK=1. Clouds answer secrets on link-local: never opened so. */
const privateRanges = new Set(["private", "loopback", "uniqueLocal", "carrierGradeNat"]);
/** Answers secrets to whoever asks, although its address looks public: the host of Azure's virtual machines. */
const metadataHosts = new Set(["168.63.129.16"]);

/** `1` opens private and loopback addresses; otherwise a comma-separated list of addresses and CIDRs. Throws on a typo. */
export function readOpenedNetworks(text: string | undefined): OpenedNetworks {
  const value = text?.trim() ?? "";
  if (value === "" || value === "0" || value === "false") return [];
  if (value === "1" || value === "true") return "private";
  return value.split(",").map((part) => {
    const entry = part.trim();
    try {
      if (entry.includes("/")) return ipaddr.parseCIDR(entry);
      const address = ipaddr.parse(entry);
      return [address, address.kind() === "ipv4" ? 32 : 128];
    } catch {
      throw new Error(`ALLOW_PRIVATE_NETWORK: ${JSON.stringify(entry)} is neither 1, an address nor a CIDR.`);
    }
  });
}

/** Why a connection to this address is refused; undefined when it may be made. */
export function refusalOfAddress(text: string, opened: OpenedNetworks): string | undefined {
  const address = parse(text);
  if (!address) return "is not an address";
  const target = embeddedIpv4(address) ?? address;
  if (isOpened(target, opened) || isOpened(address, opened)) return undefined;
  const range = rangeOf(target);
  if (range === "unicast") return undefined;
  if (opened === "private" && privateRanges.has(range)) return undefined;
  return `is not on the public internet (${range})`;
}

const parse = (text: string): Address | undefined => {
  const plain = text.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  // Strictly: `127.1` and `0x7f000001` are names here, and what they resolve to is judged.
  if (!ipaddr.IPv4.isValidFourPartDecimal(plain) && !ipaddr.IPv6.isValid(plain)) return undefined;
  return ipaddr.parse(plain);
};

function rangeOf(address: Address): string {
  if (metadataHosts.has(address.toString())) return "metadata";
  const range = address.range();
  // `::a.b.c.d`, given up long ago, still reaches its IPv4 half on some systems.
  if (
    range === "unicast" &&
    address instanceof ipaddr.IPv6 &&
    address.parts.slice(0, 6).every((part) => part === 0)
  )
    return "ipv4Compatible";
  return range;
}

/** The IPv4 address a mapped, NAT64 or 6to4 address leads to. */
function embeddedIpv4(address: Address): Address | undefined {
  if (!(address instanceof ipaddr.IPv6)) return undefined;
  const bytes = address.toByteArray();
  switch (address.range()) {
    case "ipv4Mapped":
      return ipaddr.fromByteArray(bytes.slice(12));
    case "rfc6052":
      // 64:ff9b:1::/48 is a network's own translation: where it leads is not ours to know.
      return address.parts[2] === 0 ? ipaddr.fromByteArray(bytes.slice(12)) : undefined;
    case "6to4":
      return ipaddr.fromByteArray(bytes.slice(2, 6));
    default:
      return undefined;
  }
}

const isOpened = (address: Address, opened: OpenedNetworks): boolean =>
  opened !== "private" &&
  opened.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
