import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { ZodError, type z } from "zod";
import type { Permission } from "@/server/kernel/access";
import { invalidInput, type UseCase } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { asAppError, type ErrorCode, type FieldProblem } from "@/server/platform/errors";

/** `permission` is what the census reads; "public" is for the few that work before signing in. */
export interface ProcedureMeta {
  permission: Permission | "public";
}

const trpcCode: Record<ErrorCode, TRPCError["code"]> = {
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  invalid: "BAD_REQUEST",
  conflict: "CONFLICT",
  precondition_failed: "PRECONDITION_FAILED",
  too_large: "PAYLOAD_TOO_LARGE",
  unsupported_media_type: "UNSUPPORTED_MEDIA_TYPE",
  unprocessable: "UNPROCESSABLE_CONTENT",
  limit_exceeded: "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
  internal: "INTERNAL_SERVER_ERROR",
};

const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    errorFormatter({ shape, error }) {
      const cause = asAppError(error.cause ?? error);
      const known = error.cause !== undefined;
      return {
        ...shape,
        message: known ? cause.message : shape.message,
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          path: shape.data.path,
          fields: known ? (cause.fields as FieldProblem[]) : [],
        },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** The one place where a domain error becomes a transport error; unknown ones are logged and masked. */
const procedure = t.procedure.use(async ({ ctx, next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const cause = result.error.cause;
  if (cause === undefined) return result;
  // Public procedures let tRPC parse: its refusal is the caller's mistake, not ours.
  const error = cause instanceof ZodError ? invalidInput(cause) : asAppError(cause);
  if (error.code === "internal") ctx.log.error({ err: error.cause, path }, "procedure failed");
  throw new TRPCError({ code: trpcCode[error.code], message: error.message, cause: error });
});

/** The use case parses: it alone knows its schema, and its problems carry field paths. */
const typed =
  <Input extends z.ZodType>() =>
  (raw: unknown) =>
    raw as z.input<Input>;

/** tRPC's infinite queries add which way they page; our lists go one way, and strict inputs know no such field. */
function withoutPagingDirection(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null || !("direction" in raw)) return raw;
  const { direction, ...input } = raw;
  return direction === "forward" || direction === "backward" ? input : raw;
}

/** A query as a tRPC query. */
export const queryOf = <Input extends z.ZodType, Output>(useCase: UseCase<Input, Output, "query">) =>
  procedure
    .meta({ permission: useCase.permission })
    .input(typed<Input>())
    .query(
      ({ ctx, input }): Promise<Output> => useCase(ctx, withoutPagingDirection(input) as z.input<Input>),
    );

/** A command as a tRPC mutation. */
export const mutationOf = <Input extends z.ZodType, Output>(useCase: UseCase<Input, Output, "command">) =>
  procedure
    .meta({ permission: useCase.permission })
    .input(typed<Input>())
    .mutation(({ ctx, input }): Promise<Output> => useCase(ctx, input as z.input<Input>));

/** For the few calls of people who are not signed in yet: set-up, invitation, password reset. */
export const publicProcedure = procedure.meta({ permission: "public" });
