/**
 * The closed set of failures a caller can meet. A door maps `code` to its transport in exactly one
 * place (`httpStatusOf` here; the tRPC adapter uses the same table).
 */
export const errorCodes = [
  "unauthenticated",
  "forbidden",
  "not_found",
  "invalid",
  "conflict",
  "precondition_failed",
  "too_large",
  "unsupported_media_type",
  /** Well formed, yet not what this request may be: an Idempotency-Key that stands for another one. */
  "unprocessable",
  "limit_exceeded",
  "unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** One wrong field: `path` as a caller would write it (`traits.email`, `batch[3].event`), what is wrong, what to do. */
export interface FieldProblem {
  path: string;
  message: string;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldProblem[];
  /** Seconds after which the same request may succeed. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { fields?: FieldProblem[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = options.fields ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

const statusByCode: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  unprocessable: 422,
  limit_exceeded: 429,
  unavailable: 503,
  internal: 500,
};
export const httpStatusOf = (code: ErrorCode): number => statusByCode[code];

export const notFound = (noun: string, id: string | number) =>
  new AppError("not_found", `There is no ${noun} ${JSON.stringify(String(id))}.`);
export const forbidden = (permission: string) =>
  new AppError("forbidden", `This needs the permission ${permission}. Ask an administrator for it.`);
export const unauthenticated = (message = "Sign in, or send a valid API key.") =>
  new AppError("unauthenticated", message);
export const invalid = (message: string, fields: FieldProblem[] = []) =>
  new AppError("invalid", message, { fields });
export const conflict = (message: string) => new AppError("conflict", message);
export const unavailable = (message: string, retryAfterSeconds = 5) =>
  new AppError("unavailable", message, { retryAfterSeconds });

/** Anything thrown, as an AppError: unknown errors are masked, their cause kept for the log. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError("internal", "Something failed on our side. It has been logged.", { cause: error });
}
