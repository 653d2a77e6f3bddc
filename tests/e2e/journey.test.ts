/** The main job, as three people live it: a shopper leaves a cart, a letter finds her, she buys; a marketer sees it all. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openPage, signIn, testApp, testBrowser } from "./harness";
import { type Rest, type RestCustomer, restOf } from "./rest";

const app = await testApp({ env: { DEMO: "1" } });
const browser = await testBrowser();
const rest = restOf(app);

/** Somebody the demo shop lets sign in as, whom a letter may reach and no other letter has reached yet. */
async function findShopper(from: Rest): Promise<RestCustomer & { email: string }> {
  const people = await from.customers("search=C-000&limit=40");
  for (const { id } of people.sort((a, b) => String(a.external_id).localeCompare(String(b.external_id)))) {
    const person = await from.get<RestCustomer>(`/customers/${id}`);
    const mayWrite = person.subscriptions?.every(({ state }) => state === "subscribed") ?? true;
    if (person.email && mayWrite && (await from.messages(id)).length === 0)
      return { ...person, email: person.email };
  }
  throw new Error("The demo has nobody to write to.");
}

async function fillCart(shop: Page, email: string): Promise<string> {
  await shop.goto("/demo/shop");
  await shop.getByRole("button", { name: "Sign in" }).first().click();
  const dialog = shop.getByRole("dialog");
  await dialog.getByRole("textbox").fill(email);
  await dialog.locator("li button").first().click();
  await dialog.waitFor({ state: "detached" });
  const card = shop.locator("main li").first();
  const product = (await card.getByRole("link").last().textContent()) ?? "";
  await card.getByRole("button", { name: "Add to cart" }).click();
  await shop.locator("main li").nth(1).getByRole("button", { name: "Add to cart" }).click();
  return product.trim();
}

test("a cart left behind becomes a letter, a click, an order, and a line in the report", async () => {
  const shopper = await findShopper(rest);
  const name = [shopper.first_name, shopper.last_name].filter(Boolean).join(" ");
  const campaign = await rest.startHastyCampaign();

  const marketer = await openPage(browser, app);
  await signIn(marketer.page, app);
  const her = await openPage(browser, app);
  const product = await fillCart(her.page, shopper.email);

  // The letter comes by itself while the marketer looks at an empty list.
  const { page } = marketer;
  await page.goto(`/outbox?q=${encodeURIComponent(shopper.email)}`);
  const row = page.locator("tr[data-row]").filter({ hasText: "Delivered" });
  await row.waitFor({ timeout: 30_000 });
  const [letter] = await rest.messages(shopper.id);
  expect(letter).toMatchObject({ status: "delivered", campaign_id: campaign.id });
  expect(await row.textContent()).toContain(name);

  // From the keyboard: Space looks at it beside the list. What is shown is the letter, and looking counts as nothing.
  await row.focus();
  await page.keyboard.press("Space");
  const frame = page.locator("iframe");
  await frame.waitFor();
  const shown = (await frame.getAttribute("srcdoc")) ?? "";
  expect(shown).toContain(product);
  expect(shown).not.toContain("/t/o/");
  const cartLink = page.getByRole("dialog").getByRole("link", { name: /\/demo\/shop\/cart$/ });
  const trackedUrl = (await cartLink.getAttribute("href")) ?? "";
  expect(trackedUrl).toMatch(/\/t\/c\/[\w-]+$/);
  const before = await rest.get<{ opened_at: string | null }>(`/messages/${letter?.id}`);
  expect(before.opened_at).toBeNull();

  // She follows the link in her own browser, where her cart still is, and orders.
  await her.page.goto(trackedUrl);
  await her.page.waitForURL((url) => url.pathname === "/demo/shop/cart");
  expect(new URL(her.page.url()).searchParams.get("utm_medium")).toBe("email");
  await her.page.getByRole("button", { name: "Place the order" }).click();
  await her.page.getByRole("heading", { name: "Thank you for your order" }).waitFor();
  const order = new URL(her.page.url()).searchParams.get("order") ?? "";
  expect(order).toMatch(/^DEMO-/);

  // The report has the order, and the number opens to exactly her.
  await expect
    .poll(() => rest.get<{ orders: number; clicked: number }>(`/campaigns/${campaign.id}/report`), {
      timeout: 30_000,
      interval: 500,
    })
    .toMatchObject({ orders: 1, clicked: 1 });
  await page.goto(`/campaigns/${campaign.id}?people=orders`);
  await page.getByRole("dialog").getByRole("link", { name }).waitFor();

  // Her timeline tells the whole story, and leads back to the letter.
  await page.goto(`/customers/${shopper.id}?tab=timeline`);
  const timeline = page.locator("main");
  await timeline.getByText(`Order ${order}`).waitFor();
  await timeline.getByText("Clicked", { exact: true }).first().waitFor();
  await timeline.getByRole("link", { name: campaign.name }).first().waitFor();
  await timeline
    .getByRole("link", { name: letter?.subject ?? "" })
    .first()
    .click();
  await page.waitForURL((url) => url.pathname === "/outbox" && url.searchParams.get("peek") === letter?.id);
  const peek = page.getByRole("dialog");
  await peek.getByText("Followed a link").waitFor();
  await peek.getByRole("link", { name: "Order", exact: true }).waitFor();

  expect(marketer.problems).toEqual([]);
  expect(her.problems).toEqual([]);
});

test("a letter that is on no loaded page opens from its address all the same", async () => {
  const { page, problems } = await openPage(browser, app);
  await signIn(page, app);
  const any = await anyLetter();
  await page.goto(`/outbox?q=nobody-at-all&peek=${any.id}`);
  await page.getByRole("dialog").locator("iframe").waitFor();
  await page.getByRole("dialog").getByRole("link", { name: "Open", exact: true }).click();
  await page.waitForURL((url) => url.pathname === `/outbox/${any.id}`);
  await page.getByRole("radio", { name: "Source" }).click();
  await page.getByText("MIME-Version: 1.0").waitFor();
  expect(problems).toEqual([]);
});

/** Some letter of the demo's campaign. */
async function anyLetter() {
  for (const { id } of await rest.customers("limit=100")) {
    const letter = (await rest.messages(id)).find(({ html }) => html !== null);
    if (letter) return letter;
  }
  throw new Error("The demo has sent nothing.");
}
