/** What a journey needs: the running product, a browser, a signed-in page. */
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll } from "vitest";
import { type App, type AppOptions, startApp } from "@/tests/support/app";
import { findChromium } from "@/tests/support/chromium";

export type { App } from "@/tests/support/app";

/** The product for this test file; stopped and removed after it. */
export async function testApp(options: AppOptions = {}): Promise<App> {
  const app = await startApp(options);
  afterAll(() => app.remove());
  return app;
}

/** A browser for this test file. */
export async function testBrowser(): Promise<Browser> {
  const browser = await chromium.launch(await findChromium());
  afterAll(() => browser.close());
  return browser;
}

export interface WatchedPage {
  page: Page;
  /** Errors of the page's scripts, console and policy so far. */
  problems: string[];
}

/** A page of its own session that remembers everything that went wrong on it. */
export async function openPage(browser: Browser, app: App, locale = "en-GB"): Promise<WatchedPage> {
  const context = await browser.newContext({
    baseURL: app.url,
    locale,
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`);
  });
  return { page, problems };
}

/** Signs in through the form, as a person would. */
export async function signIn(
  page: Page,
  app: App,
  email = app.adminEmail,
  password = app.adminPassword,
): Promise<void> {
  await page.goto("/sign-in");
  await page.locator('input[type="email"]').fill(email);
  await page.locator('input[type="password"]').fill(password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
