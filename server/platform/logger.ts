import pino from "pino";
import { env } from "./env";

/** Names whose values never reach a log, at any depth that pino's redaction reaches. */
const secretNames = [
  "password",
  "secret",
  "token",
  "authorization",
  "cookie",
  "apiKey",
  "writeKey",
  "email",
  "phone",
  "address",
];

export const logger = pino({
  level: env.LOG_LEVEL,
  base: { process: env.PROCESS_NAME },
  redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
  timestamp: pino.stdTimeFunctions.isoTime,
});
export type Logger = pino.Logger;
