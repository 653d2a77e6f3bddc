import { invalid } from "@/server/platform/errors";

/** An address without its password, for people. */
export function publicAddress(text: string): string {
  const url = parseAddress(text);
  url.password = "";
  url.search = "";
  return url.href;
}
export function parseAddress(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalid("url: Give an address such as amqps://user:password@bus.example/vhost.", [
      { path: "url", message: "is not an address" },
    ]);
  }
  if (url.protocol !== "amqp:" && url.protocol !== "amqps:")
    throw invalid("url: It begins with amqp:// or amqps://.", [{ path: "url", message: "is not of AMQP" }]);
  return url;
}
