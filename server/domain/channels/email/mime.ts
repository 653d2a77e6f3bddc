import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type { Options } from "nodemailer/lib/mailer";
import type { Letter } from "../model";

/**
 * The letter as nodemailer takes it. Nothing in it is left to chance (boundary, date, Message-ID), so the source a
 * person sees is, byte for byte, what a provider got; addresses are objects, never text to be parsed again.
 */
export const mailOf = (letter: Letter): Options => ({
  from: { name: letter.from.name, address: letter.from.address },
  to: { name: letter.to.name, address: letter.to.address },
  ...(letter.replyTo ? { replyTo: { name: "", address: letter.replyTo } } : {}),
  subject: letter.subject,
  html: letter.html,
  text: letter.text,
  headers: { ...letter.headers },
  messageId: `<${letter.id}@${letter.from.address.slice(letter.from.address.lastIndexOf("@") + 1)}>`,
  date: letter.renderedAt,
  disableFileAccess: true,
  disableUrlAccess: true,
  // Not in the published types; makes the MIME boundary a function of the message.
  ...({ baseBoundary: letter.id.replaceAll("-", "") } as Options),
});

/** The raw message, as it goes over the wire. */
export const sourceOf = async (letter: Letter): Promise<string> =>
  (await new MailComposer(mailOf(letter)).compile().build()).toString("utf8");
