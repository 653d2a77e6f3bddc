import type { z } from "zod";
import type { Permission } from "@/server/kernel/access";
import type { Context } from "@/server/kernel/context";

/** Instead of a scope: what every live key may do. */
export const ownKey = "key:own";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a handler gets: parsed and typed by the schemas of its route. */
export interface RouteArgs<Params, Query, Body> {
  ctx: Context;
  params: Params;
  query: Query;
  body: Body;
  request: Request;
}

/** One REST operation: it answers requests, documents itself in OpenAPI, and shows its permission to the census. */
export interface Route {
  method: Method;
  /** `/api/v1/customers/{id}` */
  path: string;
  operationId: string;
  tag: string;
  summary: string;
  description?: string;
  permission: Permission | typeof ownKey;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** JSON body. */
  body?: z.ZodType;
  /** Body read by the handler itself (multipart): described by this schema in OpenAPI. */
  multipart?: z.ZodObject;
  /** Success answer; leave out for a file (`produces`). */
  response?: z.ZodType;
  produces?: string;
  /** Success status, 200 unless told. */
  status: number;
  /** Largest JSON body in bytes; 1 MiB unless told. */
  maxBytes: number;
  /** What the document shows; made from the schemas where it is left out. A test holds both against the schemas. */
  example?: { request?: unknown; response?: unknown };
  /**
   * How a retry with the same Idempotency-Key is told from a new request. `transaction` (default of JSON bodies): the
   * whole handler runs in one transaction, and its answer is saved in it. `lease` (uploads; handlers that write by other
   * connections): the key is claimed first, the answer saved after; a repetition after a crash must do no harm.
   */
  once: "transaction" | "lease";
  handle(args: RouteArgs<unknown, unknown, unknown>): Promise<unknown>;
}

interface Spec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType>
  extends Omit<Route, "handle" | "status" | "maxBytes" | "params" | "query" | "body" | "response" | "once"> {
  params?: P;
  query?: Q;
  body?: B;
  response?: R;
  status?: number;
  maxBytes?: number;
  once?: Route["once"];
  /** Returns the answer's JSON value, or a Response for files and redirects. */
  handle(args: RouteArgs<z.output<P>, z.output<Q>, z.output<B>>): Promise<z.input<R> | Response>;
}

/** Declares a REST operation. */
export const route = <P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType>(
  spec: Spec<P, Q, B, R>,
): Route => ({
  ...spec,
  status: spec.status ?? 200,
  maxBytes: spec.maxBytes ?? 1024 * 1024,
  once: spec.once ?? (spec.multipart ? "lease" : "transaction"),
  handle: spec.handle as Route["handle"],
});
