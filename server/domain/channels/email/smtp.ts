import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import { createTransport, type Transporter } from "nodemailer";
import { parseConnectionUrl } from "nodemailer/lib/shared/index.js";
import type SMTPPool from "nodemailer/lib/smtp-pool";
import type { EmailChannel, Letter, Outcome } from "../model";
import { refusalOf, shortLine } from "./address";
import { classifyBounce } from "./bounce";
import { mailOf } from "./mime";

interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
  message?: string;
}
interface SmtpOptions {
  connections?: number;
  /** Longest silence of the server before its answer counts as lost. */
  answerTimeoutMs?: number;
}

/** Any mail server, over a pool of connections. SMTP has no idempotency keys: an answer lost after DATA stays unknown. */
export function smtpChannel(url: string, options: SmtpOptions = {}): EmailChannel {
  const connections = options.connections ?? 5;
  const timeout = options.answerTimeoutMs ?? 30_000;
  const transport = createTransport({
    // Read here: given an `url`, nodemailer takes nothing else from its options, the pool included.
    ...parseConnectionUrl(url),
    pool: true,
    maxConnections: connections,
    maxMessages: 500,
    // The pool would put a letter whose connection broke back in its queue, even after the server took it.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: openSocket,
  } as SMTPPool.Options);
  const handedOver = noteDataPhase(transport);
  return {
    provider: "smtp",
    capabilities: { keyMemoryMs: 0, deliveryReceipts: false, concurrency: connections, leavesMachine: true },
    async send(letter) {
      const refusal = refusalOf(letter);
      if (refusal) return refusal;
      const mail = mailOf(letter);
      try {
        const info = await transport.sendMail({ ...mail, envelope: envelopeOf(letter) });
        return { kind: "accepted", providerMessageId: info.messageId };
      } catch (error) {
        return classifySmtpError(error as SmtpError, handedOver.has(String(mail.messageId)));
      } finally {
        handedOver.delete(String(mail.messageId));
      }
    },
    async close() {
      transport.close();
    },
  };
}

/** nodemailer writes a letter in pieces and Nagle's algorithm would hold each back for an answer: 40 ms apiece. */
function openSocket(
  options: { host?: string; port?: number; secure?: boolean; connectionTimeout?: number },
  done: (error: Error | null, socket?: { connection: Socket }) => void,
): void {
  const port = Number(options.port) || (options.secure ? 465 : 587);
  const socket = connect({ host: options.host ?? "localhost", port, noDelay: true, keepAlive: true });
  const fail = (error: Error) => done(error);
  socket.setTimeout(options.connectionTimeout ?? 10_000, () =>
    socket.destroy(new Error("The mail server did not answer in time.")),
  );
  socket.once("error", fail);
  socket.once("connect", () => {
    socket.setTimeout(0);
    socket.removeAllListeners("timeout").off("error", fail);
    done(null, { connection: socket });
  });
}

const envelopeOf = (letter: Letter) => ({ from: letter.from.address, to: [letter.to.address] });

/**
 * The Message-IDs whose content the server has begun to receive. nodemailer reports a connection that broke before
 * DATA and one that broke after it alike; but it reads the content only once the server said "go ahead".
 */
function noteDataPhase(transport: Transporter): Set<string> {
  const started = new Set<string>();
  transport.use("stream", (mail, done) => {
    const content = mail.message.createReadStream.bind(mail.message);
    const id = String(mail.message.messageId());
    mail.message.createReadStream = () =>
      Readable.from(
        (async function* () {
          started.add(id);
          yield* content();
        })(),
        { objectMode: false },
      ) as unknown as ReturnType<typeof content>;
    done();
  });
  return started;
}

/** An answer of the server is definite. Without one, all depends on whether it had begun to receive the content. */
export function classifySmtpError(error: SmtpError, contentStarted: boolean): Outcome {
  const response = error.response ?? "";
  const status = error.responseCode ?? Number(/^[45]\d\d/.exec(response)?.[0] ?? 0);
  const detail = shortLine(response || error.message || "The mail server did not answer.");
  if (status >= 500 && aboutLetter(error))
    return { kind: "rejected", bounce: classifyBounce(response), detail };
  if (status >= 400 && aboutLetter(error))
    return { kind: "deferred", everyone: false, retryAfterMs: null, detail };
  if (contentStarted) return { kind: "unknown", detail };
  return { kind: "deferred", everyone: true, retryAfterMs: null, detail };
}

/** Refusals at RCPT and of the content are about this letter; at greeting, sign-in and MAIL FROM about us. */
const aboutLetter = (error: SmtpError): boolean => error.command === "RCPT TO" || error.command === "DATA";
