import { z } from "zod";
import type { Db } from "@/server/db/client";
import { emailChannel, sourceOf } from "@/server/domain/channels";
import { query } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { readCursor, writeCursor } from "./cursor";
import { letterOf } from "./dispatch";
import {
  customerMessagesInput,
  type ListMessages,
  listMessagesInput,
  messageFilter,
  messageIdInput,
} from "./schema";
import { loadContents } from "./store/contents";
import { loadCustomers } from "./store/facts";
import { countRows, type MessageRow, selectMessage, selectMessages } from "./store/list";
import { selectEarned, selectEvents, selectOrigin } from "./store/story";
import { linkUrl } from "./tokens";

/** What the sandbox channel signs messages with. */
const sandboxProvider = "sandbox";

export type { MessageRow } from "./store/list";
export type { EntryOrigin, StoryEvent } from "./store/story";

async function pageOf(ctx: Context, filter: ListMessages) {
  const found = await selectMessages(
    ctx.db,
    filter,
    filter.cursor === undefined ? undefined : readCursor(filter.cursor),
  );
  const shown = found.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ row }) => row),
    nextCursor: found.length > filter.limit && last ? writeCursor(last.position) : null,
  };
}

export const listMessages = query({
  name: "messages.list-messages",
  permission: "messages:read",
  input: listMessagesInput,
  run: pageOf,
});

const countedUpTo = 10_000;
/** How many match; exact up to 10,000, `isMore` beyond. */
export const countMessages = query({
  name: "messages.count-messages",
  permission: "messages:read",
  input: messageFilter,
  async run(ctx, filter) {
    const found = await countRows(ctx.db, filter, countedUpTo + 1);
    return { count: Math.min(found, countedUpTo), isMore: found > countedUpTo };
  },
});

/** Which way letters leave now, and whether they leave this machine at all. */
export const describeChannel = query({
  name: "messages.describe-channel",
  permission: "messages:read",
  input: z.object({}),
  async run() {
    const { provider, capabilities } = emailChannel();
    return {
      provider,
      leavesMachine: capabilities.leavesMachine,
      deliveryReceipts: capabilities.deliveryReceipts,
    };
  },
});

/** One person's messages with their HTML, newest first: what REST and her profile show. */
export const listCustomerMessages = query({
  name: "messages.list-customer-messages",
  permission: "messages:read",
  input: customerMessagesInput,
  async run(ctx, input) {
    const page = await pageOf(ctx, listMessagesInput.parse(input));
    const isUnknown =
      page.rows.length === 0 && !(await loadCustomers(ctx.db, [input.customerId])).has(input.customerId);
    if (isUnknown) throw notFound("customer", publicId("customer", input.customerId));
    const contents = await loadContents(ctx.db as Db, page.rows);
    return { ...page, rows: page.rows.map((row) => ({ ...row, html: contents.get(row.id)?.html ?? null })) };
  },
});

/** A message with its content and its whole story: why it came to be, each thing that happened, what it earned. */
export const getMessage = query({
  name: "messages.get-message",
  permission: "messages:read",
  input: messageIdInput,
  async run(ctx, { id }) {
    const message = await findOne(ctx, id);
    const [contents, events, entry, earned] = await Promise.all([
      loadContents(ctx.db as Db, [message]),
      selectEvents(ctx.db, message),
      selectOrigin(ctx.db, id),
      selectEarned(ctx.db, message),
    ]);
    const content = contents.get(id);
    return {
      ...message,
      content: content
        ? {
            from: { name: content.fromName, address: content.fromAddress },
            to: { name: content.toName, address: message.address ?? "" },
            replyTo: content.replyTo,
            html: content.html,
            text: content.text,
            links: content.links,
            renderedAt: content.renderedAt,
          }
        : null,
      live: liveLinks(message, content?.links ?? []),
      events,
      entry,
      earned,
    };
  },
});

/** The raw message, as it goes over the wire. */
export const getMessageSource = query({
  name: "messages.get-message-source",
  permission: "messages:read",
  input: messageIdInput,
  async run(ctx, { id }) {
    const message = await findOne(ctx, id);
    const content = (await loadContents(ctx.db as Db, [message])).get(id);
    if (!content) throw notFound("content of message", id);
    return { source: await sourceOf(letterOf({ id, address: message.address ?? "" }, content)) };
  },
});

/**
 * The letter's working addresses, for a letter that never left this machine: whoever looks at it here is its reader.
 * Of one that went out they are its reader's alone, and what they are used for would count as hers.
 */
function liveLinks(message: MessageRow, links: readonly string[]) {
  if (message.provider !== sandboxProvider) return null;
  return {
    web: linkUrl("web", message),
    unsubscribe: linkUrl("unsubscribe", message),
    clicks: links.map((_, linkNo) => linkUrl("click", message, linkNo)),
  };
}

async function findOne(ctx: Context, id: string): Promise<MessageRow> {
  const message = await selectMessage(ctx.db, id);
  if (!message) throw notFound("message", id);
  return message;
}
