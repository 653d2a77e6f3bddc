import { messages } from "@/server/db/schema";
import { readSettings } from "@/server/domain/account";
import { isSendableAddress } from "@/server/domain/channels";
import { sampleSnapshot } from "@/server/domain/templates";
import { command } from "@/server/kernel/command";
import { conflict, invalid, notFound } from "@/server/platform/errors";
import { newUuid } from "@/server/platform/ids";
import { messagePlanned } from "./events";
import { sendTestInput } from "./schema";
import { loadCurrentVersions, loadCustomers } from "./store/facts";

/**
 * Sends the published letter, filled for one customer, to an address of the team. It goes the way of all letters but
 * stands outside every gate, every statistic, and the customer's own subscriptions.
 */
export const sendTest = command({
  name: "messages.send-test",
  permission: "messages:send-test",
  input: sendTestInput,
  async run(ctx, { templateId, customerId, address: given }) {
    const address = given.normalize("NFKC").toLowerCase();
    if (!isSendableAddress(address))
      throw invalid("address: give one e-mail address.", [
        { path: "address", message: "is not one e-mail address" },
      ]);
    const customer = (await loadCustomers(ctx.db, [customerId])).get(customerId);
    if (!customer) throw notFound("customer", `cus_${customerId}`);
    const version = (await loadCurrentVersions(ctx.db, [templateId])).get(templateId);
    if (!version) throw conflict("This letter has no published version yet. Publish it, then send a test.");
    const now = ctx.clock.now();
    const settings = await readSettings(ctx.db);
    const locale = version.locale === "ru" ? "ru" : "en";
    const { snapshot } = await sampleSnapshot(ctx.db, { customerId, locale, settings, now });
    const id = newUuid();
    await ctx.db.insert(messages).values({
      customerId,
      plannedAt: now,
      id,
      channel: "email",
      sourceKind: "test",
      sourceId: templateId,
      templateId,
      context: snapshot,
      address,
      state: "planned",
      notBefore: now,
      createdAt: now,
      updatedAt: now,
    });
    ctx.audit({
      subjectType: "template",
      subjectId: templateId,
      changes: { sentTest: { customerId, messageId: id } },
    });
    ctx.announce(messagePlanned({ channel: "email", count: 1 }));
    return { id };
  },
});
