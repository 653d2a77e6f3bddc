import { expect, test } from "vitest";
import { openPage, signIn, testApp, testBrowser } from "./harness";

const app = await testApp();
const browser = await testBrowser();

test("a fresh installation is healthy", async () => {
  const answer = await fetch(`${app.url}/api/health`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: "ok" });
});

test("it says where it is and how to sign in, and keeps its secrets to itself", async () => {
  expect(app.output()).toContain(app.url);
  expect(app.output()).toContain(app.adminEmail);
  expect(app.output()).not.toContain(app.adminPassword);
  expect(app.output()).not.toContain(app.apiKey);
});

test("the sign-in page is whole", async () => {
  const { page, problems } = await openPage(browser, app);
  await page.goto("/sign-in");
  await page.locator('input[type="password"]').waitFor();
  expect(problems).toEqual([]);
});

test("the first administrator gets in", async () => {
  const { page, problems } = await openPage(browser, app);
  await signIn(page, app);
  await page.locator("nav").first().waitFor();
  expect(problems).toEqual([]);
});
