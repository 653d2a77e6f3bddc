import { sql } from "drizzle-orm";
import type { z } from "zod";
import { type Tx, translateDbError } from "@/server/db/client";
import { auditLog, outbox } from "@/server/db/schema";
import { AppError, forbidden, unauthenticated } from "@/server/platform/errors";
import type { Permission } from "./access";
import { type Context, can } from "./context";

export interface AuditEntry {
  subjectType: string;
  subjectId: string | number;
  /** What changed: `{field: {from, to}}`, or the facts of a creation. Never a secret. */
  changes?: Record<string, unknown>;
}
export interface Announcement {
  /** `domain/noun.past-tense` */
  name: string;
  data: Record<string, unknown>;
  /** The engine drops a second announcement of the same key. */
  dedupeKey?: string;
}

/** A command's context: inside its transaction, with the means to leave a trace and to announce. */
export interface CommandContext extends Context {
  readonly db: Tx;
  audit(entry: AuditEntry): void;
  announce(event: Announcement): void;
}

interface Definition<Input extends z.ZodType, Output> {
  /** `domain.verb-noun`, as the audit log shows it. */
  name: string;
  permission: Permission;
  input: Input;
  run(ctx: CommandContext, input: z.output<Input>): Promise<Output>;
}
interface QueryDefinition<Input extends z.ZodType, Output> {
  name: string;
  permission: Permission;
  input: Input;
  run(ctx: Context, input: z.output<Input>): Promise<Output>;
}

/** A callable use case that still tells its name, permission and input, for doors and the census. */
export interface UseCase<
  Input extends z.ZodType,
  Output,
  Kind extends "command" | "query" = "command" | "query",
> {
  (ctx: Context, input: z.input<Input>): Promise<Output>;
  readonly useCaseName: string;
  readonly kind: Kind;
  readonly permission: Permission;
  readonly input: Input;
}

function authorize(ctx: Context, permission: Permission): void {
  if (can(ctx.actor, permission)) return;
  throw ctx.actor.kind === "stranger" ? unauthenticated() : forbidden(permission);
}

function parse<Input extends z.ZodType>(schema: Input, raw: unknown): z.output<Input> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw invalidInput(parsed.error);
}

/** What zod found, as the error every door shows: each problem with the path a caller would write. */
export function invalidInput(error: z.ZodError): AppError {
  const fields = error.issues.map((issue) => ({
    path: issue.path
      .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
      .join("")
      .replace(/^\./, ""),
    message: issue.message,
  }));
  const first = fields[0];
  return new AppError(
    "invalid",
    first ? `${first.path || "body"}: ${first.message}` : "The input is invalid.",
    { fields },
  );
}

/**
 * The one way to write: authorise, parse, open (or join) the transaction, run, then save audit rows and
 * announcements in that same transaction. Never call the network inside `run`: save the intent and announce it.
 */
export function command<Input extends z.ZodType, Output>(
  definition: Definition<Input, Output>,
): UseCase<Input, Output, "command"> {
  const { name, permission, input: schema } = definition;
  const execute = async (ctx: Context, raw: z.input<Input>): Promise<Output> => {
    authorize(ctx, permission);
    const input = parse(schema, raw);
    const audits: AuditEntry[] = [];
    const announcements: Announcement[] = [];
    try {
      return await ctx.db.transaction(async (tx) => {
        const output = await definition.run(
          {
            ...ctx,
            db: tx,
            audit: (entry) => audits.push(entry),
            announce: (event) => announcements.push(event),
          },
          input,
        );
        if (audits.length > 0)
          await tx.insert(auditLog).values(audits.map((entry) => auditRow(ctx, name, entry)));
        await saveAnnouncements(tx, announcements);
        return output;
      });
    } catch (error) {
      throw translateDbError(error);
    }
  };
  return Object.assign(execute, { useCaseName: name, kind: "command" as const, permission, input: schema });
}

/** The one way to read for a door: authorise, parse, run. */
export function query<Input extends z.ZodType, Output>(
  definition: QueryDefinition<Input, Output>,
): UseCase<Input, Output, "query"> {
  const { name, permission, input: schema } = definition;
  const execute = async (ctx: Context, raw: z.input<Input>): Promise<Output> => {
    authorize(ctx, permission);
    const input = parse(schema, raw);
    try {
      return await definition.run(ctx, input);
    } catch (error) {
      throw translateDbError(error);
    }
  };
  return Object.assign(execute, { useCaseName: name, kind: "query" as const, permission, input: schema });
}

/** Announcements of code that runs in a transaction of its own (the log consumer, the dispatcher). */
export async function saveAnnouncements(tx: Tx, announcements: readonly Announcement[]): Promise<void> {
  if (announcements.length === 0) return;
  await tx.insert(outbox).values(
    announcements.map((event) => ({
      name: event.name,
      data: event.data,
      dedupeKey: event.dedupeKey ?? null,
    })),
  );
  // Delivered on commit: the relay wakes at once and polls only as a fallback.
  await tx.execute(sql`select pg_notify('outbox', '')`);
}

function auditRow(ctx: Context, action: string, entry: AuditEntry): typeof auditLog.$inferInsert {
  const { actor } = ctx;
  return {
    at: ctx.clock.now(),
    actorKind: actor.kind,
    actorId: "id" in actor ? actor.id : null,
    actorLabel: actor.label,
    action,
    subjectType: entry.subjectType,
    subjectId: String(entry.subjectId),
    changes: entry.changes ?? null,
    door: ctx.door,
  };
}
