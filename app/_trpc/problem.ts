import { TRPCClientError } from "@trpc/client";

/** What the server says went wrong: a sentence with the remedy, and the fields it is about. */
export interface Problem {
  message: string;
  fields: { path: string; message: string }[];
  code: string | undefined;
}

/** The problem inside anything a query or a mutation failed with; `undefined` message parts mean the network failed. */
export function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data = error.data as { fields?: Problem["fields"]; code?: string } | undefined;
  if (!data) return undefined;
  return { message: error.message, fields: data.fields ?? [], code: data.code };
}

/** The message about one field, for the error line under it. */
export const fieldProblem = (error: unknown, path: string): string | undefined =>
  problemOf(error)?.fields.find((field) => field.path === path)?.message;
