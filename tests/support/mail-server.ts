import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface TakenMail {
  from: string;
  /** Every RCPT TO of the transaction. */
  recipients: string[];
  raw: string;
  parse(): Promise<ParsedMail>;
}
export interface MailServer {
  url: string;
  taken: TakenMail[];
  /** What to do after a letter's last line: undefined = take it. */
  afterData: (recipients: string[]) => "take" | "drop" | { code: number; text: string };
  /** Refusal of a recipient, or nothing. */
  onRecipient: (address: string) => { code: number; text: string } | undefined;
  stop(): Promise<void>;
}

const refusal = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

/** A real SMTP server on the loopback that keeps what it took. */
export async function startMailServer(options: { secure?: boolean } = {}): Promise<MailServer> {
  const state: MailServer = {
    url: "",
    taken: [],
    afterData: () => "take",
    onRecipient: () => undefined,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = new SMTPServer({
    // Its own self-signed certificate.
    secure: options.secure ?? false,
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    logger: false,
    onRcptTo(address, _session, callback) {
      const refused = state.onRecipient(address.address);
      callback(refused ? refusal(refused.code, refused.text) : null);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        const recipients = session.envelope.rcptTo.map((recipient) => recipient.address);
        const verdict = state.afterData(recipients);
        if (typeof verdict === "object") return callback(refusal(verdict.code, verdict.text));
        const from = session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address;
        state.taken.push({ from, recipients, raw, parse: () => simpleParser(raw) });
        // The letter is taken, the answer never comes.
        if (verdict === "drop") return dropAll();
        callback();
      });
    },
  });
  const sockets = new Set<{ destroy(): void }>();
  server.server.on("connection", (socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const dropAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  const port = typeof address === "object" ? address?.port : 0;
  state.url = options.secure
    ? `smtps://127.0.0.1:${port}?tls.rejectUnauthorized=false`
    : `smtp://127.0.0.1:${port}`;
  return state;
}
