/** Fills an empty installation with the demo retailer; says what it did. Called by the supervisor on the first start. */
import { seedDemo } from "@/server/demo";
import { baseUrl, env } from "@/server/platform/env";

if (!env.DATABASE_URL) {
  console.error("DATABASE_URL is not set.");
  process.exit(2);
}
const seeded = await seedDemo({
  databaseUrl: env.DATABASE_URL,
  now: new Date(),
  baseUrl: baseUrl(),
  report: (line) => console.log(line),
});
if (!seeded) console.log("Demo retailer: nothing to do");
