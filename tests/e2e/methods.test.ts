/** Every HTTP method on every kind of public path: nothing undeclared works, and nothing leaks. */
import { readFileSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import { expect, test } from "vitest";
import { testApp } from "./harness";

const app = await testApp();
const secrets = Object.values(
  JSON.parse(readFileSync(path.join(app.dataDir, "secrets.json"), "utf8")) as Record<string, string>,
);
const hidden = [...secrets, app.apiKey, app.adminPassword, app.databaseUrl()];

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];
const paths = [
  "/api/health",
  "/v1/track",
  "/v1/batch",
  "/v1/unknown",
  "/tracker.js",
  "/t/o/x",
  "/t/c/x",
  "/u/x",
  "/m/x",
  "/api/v1/customers",
  "/api/v1/openapi.json",
  "/api/webhooks/resend",
  "/api/webhooks/unknown",
  "/api/inngest",
  "/api/trpc/nothing",
  "/api/auth/session",
  "/sign-in",
  "//api/v1/customers",
  "/API/V1/customers",
  "/api/v1/../v1/customers",
  "/_next/data/x/customers.json",
];

function send(method: string, target: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(app.url);
    const outgoing = request({ hostname, port, method, path: target, agent: false }, (answer) => {
      let text = JSON.stringify(answer.headers);
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

test.each(paths)("%s", async (target) => {
  for (const method of methods) {
    const { status, text } = await send(method, target);
    expect(status, `${method} ${target}`).toBeLessThan(500);
    for (const secret of hidden) expect(text, `${method} ${target}`).not.toContain(secret);
    if (method === "TRACE" || method === "PROPFIND") expect(status, `${method} ${target}`).toBe(405);
  }
});

test.each([
  "/api/v1/customers",
  "//api/v1/customers",
  "/API/V1/customers",
])("a stranger gets no data from %s", async (target) => {
  const { status } = await send("GET", target);
  expect([401, 404, 308, 307]).toContain(status);
});
