/** Whether a person or a machine asked for a pixel or a link, from the request alone. Pure; the evidence is kept. */

export interface Hit {
  method: string;
  userAgent: string | null;
  /** Sec-Purpose, Purpose or X-Moz: what browsers say when they fetch ahead. */
  purpose: string | null;
  kind: "opened" | "clicked";
  /** False for the sandbox: its letters reach no gateway and no proxy, only people and their programs. */
  leavesMachine: boolean;
}

/** Mail gateways, link checkers and crawlers that say who they are. */
const scanner =
  /proofpoint|mimecast|barracuda|safelinks|ironport|fireeye|trendmicro|symantec|messagelabs|forcepoint|zscaler|cloudmark|urldefense|virustotal|bitdefender|sophos|googlebot|bingbot|bingpreview|slackbot|telegrambot|whatsapp|facebookexternalhit|twitterbot|linkedinbot|discordbot|skypeuripreview|yandexbot|mail\.ru_bot|applebot|duckduckbot|petalbot|ahrefs|semrush|crawler|spider|\bbot\b|link ?check|preview/i;
/** Programming libraries: no mail program or browser of a person calls itself so. */
const library =
  /^(python|curl|wget|go-http-client|java|okhttp|apache-httpclient|libwww|ruby|perl|node|axios|undici|php|guzzle)/i;
/** Apple's privacy protection loads every image of every letter, read or not, and calls itself just this. */
const applePrivacy = "Mozilla/5.0";

/** The reason to take it for a machine, or null. Timing is judged later, from the ledger. */
export function machineReason(hit: Hit): string | null {
  if (hit.method === "HEAD") return "head_request";
  if (hit.purpose && /prefetch|preview|prerender/i.test(hit.purpose)) return "prefetch";
  const agent = hit.userAgent?.trim() ?? "";
  if (scanner.test(agent)) return "scanner";
  if (!hit.leavesMachine) return null;
  if (agent === "") return "no_user_agent";
  if (hit.kind === "opened" && agent === applePrivacy) return "apple_privacy_proxy";
  return library.test(agent) ? "http_library" : null;
}
