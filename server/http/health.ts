import { db } from "@/server/db/client";
import { checkHealth } from "@/server/kernel/health";
import type { HttpDoor } from "./door";

/** GET /api/health, for load balancers and monitoring. */
export const healthDoor: HttpDoor = {
  match: (method, pathname) => pathname === "/api/health" && (method === "GET" || method === "HEAD"),
  maxBodyBytes: 0,
  async handle() {
    const health = await checkHealth(db());
    return Response.json(health, {
      status: health.status === "ok" ? 200 : 503,
      headers: { "cache-control": "no-store", ...(health.status === "ok" ? {} : { "retry-after": "2" }) },
    });
  },
};
