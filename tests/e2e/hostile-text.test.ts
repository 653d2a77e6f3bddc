/**
 * Whatever a stranger writes into any field stays text on every page that shows it. The public tracking key is all she
 * needs to write; what she wrote is then looked at by signed-in people.
 */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { profileTabs } from "@/app/(product)/customers/[id]/search-params";
import { openPage, signIn, testApp, testBrowser } from "./harness";
import { ingest, restOf } from "./rest";

const app = await testApp();
const browser = await testBrowser();
const rest = restOf(app);

const email = "mallory@example.org";
/** Leaves text, attribute and script contexts; `injected` shows markup that came alive even where scripts cannot run. */
const hostile = (where: string) =>
  `${where}'"></title></script><i class=injected></i><img src=x onerror="window.__xss='${where}'"><script>window.__xss=1</script>{{7*7}}`;
/** The same for fields that keep a line of 100 characters. */
const briefly = (where: string) => `${where}'"></title><i class=injected></i><img src=x onerror=__xss=1>`;
const hostileUrl = "javascript:window.__xss='url'//https://x.example/";

const page = {
  url: hostileUrl,
  referrer: hostileUrl,
  title: hostile("title"),
  path: hostile("path"),
  search: hostile("search"),
};
const context = {
  page,
  userAgent: hostile("agent"),
  locale: briefly("locale"),
  timezone: briefly("zone"),
  library: { name: hostile("library"), version: hostile("version") },
  campaign: {
    name: hostile("utm-name"),
    source: hostile("utm-source"),
    medium: hostile("utm-medium"),
    term: hostile("utm-term"),
    content: hostile("utm-content"),
  },
  device: { model: hostile("model"), manufacturer: hostile("maker") },
  os: { name: hostile("os") },
  app: { name: hostile("app") },
};
const product = {
  product_id: hostile("product"),
  sku: hostile("sku"),
  name: hostile("goods"),
  brand: hostile("brand"),
  category: hostile("category"),
  variant: hostile("variant"),
  price: 100,
  quantity: 1,
  url: hostileUrl,
  image_url: hostileUrl,
};
const person = { userId: "mallory", anonymousId: "mallory-browser" };

const events = [
  {
    type: "identify",
    ...person,
    context,
    traits: {
      email,
      firstName: briefly("first"),
      lastName: briefly("last"),
      gender: briefly("gender"),
      address: { city: briefly("city"), state: briefly("region"), postalCode: briefly("zip") },
      [hostile("trait-name")]: hostile("trait"),
      avatar: hostileUrl,
      website: hostileUrl,
    },
  },
  {
    type: "page",
    ...person,
    context,
    name: hostile("page-name"),
    category: hostile("page-category"),
    properties: page,
  },
  {
    type: "screen",
    ...person,
    context,
    name: hostile("screen-name"),
    properties: { title: hostile("screen") },
  },
  {
    type: "track",
    ...person,
    context,
    event: hostile("event-name"),
    properties: { [hostile("key")]: hostile("value"), nested: { list: [hostile("item")] }, url: hostileUrl },
  },
  { type: "group", ...person, context, groupId: hostile("group"), traits: { name: hostile("group-name") } },
  { type: "alias", userId: "mallory", previousId: hostile("previous"), context },
  {
    type: "track",
    ...person,
    context,
    event: "Product Added",
    properties: { ...product, cart_url: hostileUrl },
  },
  // Refused, and kept among the rejected inputs with what was wrong.
  { type: hostile("type"), ...person, context },
  { type: "track", ...person, context, event: hostile("x").repeat(3) },
];

interface Findings {
  ran: unknown;
  markup: number;
  scriptLinks: number;
  violations: string[];
}

/** Reports blocked scripts and handlers: text that came alive and was only stopped by the policy is a defect too. */
async function watch(target: Page): Promise<void> {
  await target.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { __violations: seen });
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      if (/^(script|base|form|frame|object)/.test(effectiveDirective))
        seen.push(`${effectiveDirective}: ${blockedURI}`);
    });
  });
}

/** What of the hostile text is alive on the page, its letters included. */
const findings = (target: Page): Promise<Findings> =>
  target.evaluate(() => {
    const letters = [...document.querySelectorAll("iframe")].map((frame) =>
      new DOMParser().parseFromString(frame.srcdoc, "text/html"),
    );
    const count = (selector: string) =>
      [document, ...letters].reduce((sum, one) => sum + one.querySelectorAll(selector).length, 0);
    const { __xss, __violations } = window as unknown as { __xss?: unknown; __violations: string[] };
    return {
      ran: __xss ?? null,
      markup: count(".injected, img[onerror]"),
      scriptLinks: count(
        'a[href^="javascript:" i], area[href^="javascript:" i], form[action^="javascript:" i]',
      ),
      violations: __violations,
    };
  });
const nothing: Findings = { ran: null, markup: 0, scriptLinks: 0, violations: [] };

/** Pages on which her words may stand too, or which belong to the walk because every page does. */
const otherPages = [
  "/",
  "/customers/duplicates",
  "/customers/tags",
  "/quality",
  "/orders",
  "/orders/receipts",
  "/products",
  "/imports",
  "/imports/exports",
  "/sources/files",
  "/sources/databases",
  "/sources/bus",
  "/sources/webhooks",
  "/settings/fields",
  "/settings/dictionaries",
  "/settings/regions",
  "/settings/identity",
  "/settings/law",
  "/settings/audit",
  "/tasks",
];

test("the walk would notice markup that comes alive", async () => {
  const { page: target } = await openPage(browser, app);
  await watch(target);
  await target.goto("/sign-in");
  await target.evaluate((text) => {
    const place = document.createElement("div");
    place.innerHTML = text;
    document.body.append(place);
  }, hostile("control"));
  await expect.poll(async () => (await findings(target)).violations.length).toBeGreaterThan(0);
  expect((await findings(target)).markup).toBe(2);
});

test("text of strangers stays text on every page", async () => {
  const campaign = await rest.startHastyCampaign();
  const answer = await ingest(app, events, { "user-agent": "Mozilla/5.0 <script>window.__xss=1</script>" });
  expect(answer).toEqual({ success: true, rejected: 2 });
  await expect.poll(async () => (await rest.customers(`email=${email}`)).length, { timeout: 20_000 }).toBe(1);
  const customer = (await rest.customers(`email=${email}`))[0]?.id ?? "";
  const letter = await rest.deliveredLetter(customer, campaign.id);

  const { page: target, problems } = await openPage(browser, app);
  await watch(target);
  await signIn(target, app);
  /** Opens a page, waits for words of hers to be on it, and looks. */
  const look = async (path: string, shows?: string) => {
    await target.goto(path);
    await target.locator("main h1").first().waitFor();
    if (shows) await target.locator("body").getByText(shows).first().waitFor({ state: "attached" });
    await target.locator('main [aria-busy="true"]').first().waitFor({ state: "detached" });
    await target.waitForTimeout(300);
    expect(await findings(target), path).toEqual(nothing);
  };

  await look("/customers", "first'\"");
  await look(`/customers?peek=${customer}`, "first'\"");
  await look(`/customers/${customer}`, "first'\"");
  await look(`/customers/${customer}?tab=timeline`, "event-name'\"");
  for (const tab of profileTabs.filter((one) => !["overview", "timeline", "raw"].includes(one)))
    await look(`/customers/${customer}?tab=${tab}`);
  await look(`/customers/${customer}?tab=raw`, "first'\"");
  await look("/events", "event-name'\"");
  await look("/events/names", "event-name'\"");
  // There it stands as JSON, with its quotes escaped.
  await look("/events/rejected", "type'");
  await look("/sources");
  await look("/sources/1", "event-name");
  await look("/outbox", "first'\"");
  await look(`/outbox?peek=${letter.id}`, "first'\"");
  await look(`/outbox/${letter.id}`, "first'\"");
  for (const view of ["dark", "text", "source"]) await look(`/outbox/${letter.id}?view=${view}`);
  await look(`/campaigns/${campaign.id}`);
  await look(`/campaigns/${campaign.id}?people=entered`, "first'\"");
  await look(`/campaigns/${campaign.id}?why=${customer.replace("cus_", "")}`, "first'\"");
  for (const path of otherPages) await look(path);

  // The letter itself, as its reader opens it: no script of any kind, and none of her markup.
  const story = await target.goto(webVersionOf(letter.html ?? ""));
  expect(story?.headers()["content-security-policy"]).toMatch(/^sandbox /);
  expect(letter.html).toContain("goods");
  expect(letter.html).not.toContain("<i class=injected>");
  expect(letter.html).not.toMatch(/href\s*=\s*["']?\s*javascript:/i);

  const blocked = problems.filter((text) =>
    /Content Security Policy|Blocked script|^script:|^5\d\d /.test(text),
  );
  expect(blocked).toEqual([]);
});

/** Address of the letter in a browser, from the letter. */
function webVersionOf(html: string): string {
  const found = /href="([^"]*\/m\/[\w-]+)"/.exec(html)?.[1];
  if (!found) throw new Error("The letter has no web version.");
  return found;
}
