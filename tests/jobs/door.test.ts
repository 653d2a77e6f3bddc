import { beforeAll, describe, expect, it } from "vitest";
import { signRequest } from "@/server/engine/signature";
import { inngest } from "@/server/jobs/client";
import { serveInngest } from "@/server/jobs/serve";

const signingKey = "signkey-test-0123456789abcdef0123456789abcdef";
const address = "http://localhost/api/inngest";
const call = (method: string, body?: string, headers: Record<string, string> = {}, query = "") =>
  serveInngest(
    new Request(`${address}${query}`, { method, headers, ...(body === undefined ? {} : { body }) }),
  );

const secrets = () =>
  Object.values(process.env).filter((value): value is string => (value ?? "").length >= 8);

describe("the door for Inngest", () => {
  it("without a key of ours, nobody comes in", async () => {
    expect((await call("POST", "{}", { "x-inngest-signature": "t=1&s=x" })).status).toBe(401);
  });

  describe("with a key", () => {
    beforeAll(() => {
      inngest.setEnvVars({ INNGEST_SIGNING_KEY: signingKey });
    });
    const forged = { "x-inngest-signature": `t=${Math.floor(Date.now() / 1000)}&s=${"0".repeat(64)}` };

    it.each([
      "GET",
      "POST",
      "PUT",
      "PATCH",
      "DELETE",
      "OPTIONS",
      "HEAD",
    ])("%s tells a stranger nothing", async (method) => {
      for (const headers of [{}, forged]) {
        const hasBody = method === "POST" || method === "PUT";
        const response = await call(method, hasBody ? "{}" : undefined, headers);
        expect(response.status).toBe(["GET", "POST", "PUT"].includes(method) ? 401 : 405);
        const told = `${await response.text()} ${JSON.stringify([...response.headers])}`;
        for (const secret of [...secrets(), signingKey, "engine.reconcile"])
          expect(told).not.toContain(secret);
      }
    });

    it("a broken, an empty and a huge body are the caller's error", async () => {
      expect((await call("POST", "{", forged)).status).toBe(400);
      expect((await call("POST", "", forged)).status).toBe(401);
      expect((await call("POST", "x".repeat(8_000_001), forged)).status).toBe(413);
    });

    it("an old signature is refused, a fresh one answered", async () => {
      const body = { url: address };
      const sync = (at: Date) =>
        call("PUT", JSON.stringify(body), {
          "x-inngest-signature": signRequest(body, signingKey, at),
          "x-inngest-sync-kind": "in_band",
        });
      expect((await sync(new Date(Date.now() - 6 * 60_000))).status).toBe(401);
      const response = await sync(new Date());
      expect(response.status).toBe(200);
      const { functions } = (await response.json()) as { functions: { id: string }[] };
      expect(functions.map((one) => one.id)).toContain("carillon-engine.reconcile");
    });
  });
});
