/** Sends REST requests, six at a time, until it is killed; names each before it is sent. */
import "./app-secret";
import { db } from "@/server/db/client";
import { handleRest } from "@/server/http/rest/handle";

const [key, prefix] = process.argv.slice(2);

async function create(name: string): Promise<void> {
  process.send?.(name);
  await handleRest(
    new Request("http://localhost/api/v1/campaigns", {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "idempotency-key": name,
      },
      body: JSON.stringify({ name }),
    }),
    { network: "127.0.0.1" },
  );
}
async function worker(no: number): Promise<never> {
  for (let i = 0; ; i++) await create(`${prefix} ${no} ${i}`);
}

await db().execute("select 1");
await Promise.all([0, 1, 2, 3, 4, 5].map(worker));
