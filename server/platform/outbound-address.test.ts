import { expect, test } from "vitest";
import { readOpenedNetworks, refusalOfAddress } from "./outbound-address";

const closed = readOpenedNetworks(undefined);
const isRefused = (address: string, opened = closed) => refusalOfAddress(address, opened) !== undefined;

test.each([
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "0.1.2.3",
  "10.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "100.64.0.1",
  "100.127.255.255",
  "169.254.169.254",
  "168.63.129.16",
  "192.0.0.8",
  "192.0.2.1",
  "198.18.0.1",
  "198.51.100.7",
  "203.0.113.7",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "[::1]",
  "::7f00:1",
  "::ffff:127.0.0.1",
  "::ffff:a9fe:a9fe",
  "64:ff9b::7f00:1",
  "64:ff9b::a9fe:a9fe",
  "64:ff9b:1::808:808",
  "2002:7f00:1::",
  "2002:a00:1::1",
  "2001::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "100::1",
  "2001:db8::1",
  "127.1",
  "0x7f.1",
  "2130706433",
  "not an address",
])("%s is refused", (address) => {
  expect(isRefused(address)).toBe(true);
});

test.each([
  "8.8.8.8",
  "1.1.1.1",
  "2606:4700::1111",
  "::ffff:8.8.8.8",
  "64:ff9b::808:808",
  "2002:808:808::1",
])("%s may be reached", (address) => {
  expect(isRefused(address)).toBe(false);
});

test("an installation opens its own network, never the clouds' secrets", () => {
  const opened = readOpenedNetworks("1");
  for (const address of ["127.0.0.1", "10.1.2.3", "fd00::1", "::1", "100.64.0.1", "::ffff:192.168.0.4"])
    expect([address, isRefused(address, opened)]).toEqual([address, false]);
  for (const address of ["169.254.169.254", "fe80::1", "168.63.129.16", "0.0.0.0", "224.0.0.1"])
    expect([address, isRefused(address, opened)]).toEqual([address, true]);
});

test("a list opens what it names and nothing beside it", () => {
  const opened = readOpenedNetworks("10.0.3.0/24, 192.168.7.9, fd12::/16");
  for (const address of ["10.0.3.77", "192.168.7.9", "fd12::5", "::ffff:10.0.3.1", "64:ff9b::a00:301"])
    expect([address, isRefused(address, opened)]).toEqual([address, false]);
  for (const address of ["10.0.4.1", "192.168.7.10", "fd13::5", "127.0.0.1"])
    expect([address, isRefused(address, opened)]).toEqual([address, true]);
  expect(() => readOpenedNetworks("10.0.0.0/33")).toThrow("ALLOW_PRIVATE_NETWORK");
});
