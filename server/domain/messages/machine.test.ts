import { expect, test } from "vitest";
import { machineReason } from "./machine";

const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
const hit = {
  method: "GET",
  userAgent: chrome as string | null,
  purpose: null as string | null,
  kind: "clicked" as "opened" | "clicked",
  leavesMachine: true,
};

test.each([
  ["a browser", {}, null],
  ["a phone", { userAgent: phone }, null],
  [
    "Gmail shows images as she opens",
    {
      kind: "opened" as const,
      userAgent: "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    },
    null,
  ],
  [
    "Outlook",
    {
      kind: "opened" as const,
      userAgent: "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Microsoft Outlook 16.0)",
    },
    null,
  ],
  [
    "Thunderbird",
    {
      kind: "opened" as const,
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.0",
    },
    null,
  ],
  ["Apple's proxy", { kind: "opened" as const, userAgent: "Mozilla/5.0" }, "apple_privacy_proxy"],
  ["Proofpoint", { userAgent: `${chrome} Proofpoint-URLDefense` }, "scanner"],
  ["Barracuda", { userAgent: "BarracudaCentral" }, "scanner"],
  [
    "Google's crawler",
    { userAgent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" },
    "scanner",
  ],
  ["a messenger's preview", { userAgent: "TelegramBot (like TwitterBot)" }, "scanner"],
  ["a script", { userAgent: "python-requests/2.32" }, "http_library"],
  ["nobody", { userAgent: null }, "no_user_agent"],
  ["HEAD", { method: "HEAD" }, "head_request"],
  ["a browser fetching ahead", { purpose: "prefetch;prerender" }, "prefetch"],
  [
    "a script on the sandbox, which only people's tools reach",
    { userAgent: "curl/8", leavesMachine: false },
    null,
  ],
  ["HEAD on the sandbox", { method: "HEAD", leavesMachine: false }, "head_request"],
])("%s", (_who, over, reason) => {
  expect(machineReason({ ...hit, ...over })).toBe(reason);
});
