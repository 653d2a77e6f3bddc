import { expect, test } from "vitest";
import { clientAddress, parseTrustedProxies } from "./client-address";

const nobody = parseTrustedProxies(undefined);
const proxies = parseTrustedProxies("10.0.0.0/8, 127.0.0.1, fd00::/8");

test("without trusted proxies only the socket counts", () => {
  expect(clientAddress("203.0.113.9", "1.1.1.1", nobody)).toBe("203.0.113.9");
  expect(clientAddress("::ffff:203.0.113.9", undefined, nobody)).toBe("203.0.113.9");
  expect(clientAddress(undefined, undefined, nobody)).toBe("unknown");
});

test.each([
  ["127.0.0.1", "198.51.100.7", "198.51.100.7"],
  ["::ffff:10.1.2.3", "198.51.100.7, 10.9.9.9", "198.51.100.7"],
  ["127.0.0.1", "6.6.6.6, 198.51.100.7", "198.51.100.7"],
  ["127.0.0.1", "6.6.6.6, nonsense", "127.0.0.1"],
  ["127.0.0.1", "198.51.100.7:5123", "198.51.100.7"],
  ["fd00::1", "[2001:db8::5]", "2001:db8::5"],
  ["203.0.113.9", "198.51.100.7", "203.0.113.9"],
])("from %s with %j it is %s", (socket, header, expected) => {
  expect(clientAddress(socket, header, proxies)).toBe(expected);
});

test.each(["10.0.0.0/33", "example.com", "10.0.0"])("refuses the entry %j", (entry) => {
  expect(() => parseTrustedProxies(entry)).toThrow("TRUSTED_PROXIES");
});
