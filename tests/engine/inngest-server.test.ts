/** The same suite against a real Inngest: INNGEST_BASE_URL (and INNGEST_DEV=1, or the keys of a server) must be set. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest } from "inngest";
import { serve } from "inngest/node";
import { afterAll, beforeAll, describe, vi } from "vitest";
import { env } from "@/server/platform/env";
import { logger } from "@/server/platform/logger";
import { describeEngine } from "./engine-suite";
import { Notes, tinyFunctions } from "./tiny-functions";

const patienceMs = 180_000;

describe.skipIf(!env.INNGEST_BASE_URL)("a real Inngest", () => {
  vi.setConfig({ testTimeout: patienceMs + 10_000 });
  const client = new Inngest({ id: "suite", checkpointing: false, logger });
  const notes = new Notes();
  const server = createServer(serve({ client, functions: tinyFunctions(client, notes) }));

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const synced = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: "PUT" });
    if (!synced.ok)
      throw new Error(`Inngest did not take the functions: ${synced.status} ${await synced.text()}`);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  describeEngine(() => ({ send: (events) => client.send(events), notes, patienceMs }));
});
