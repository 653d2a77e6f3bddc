import { command } from "@/server/kernel/command";
import { conflict } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { customersChanged } from "../events";
import { loadCustomer } from "../queries";
import { stateOf } from "./codes";
import { addressKey, forgetSoftFailures, lockHealth, saveHealth } from "./health-store";
import { unblockContact as input } from "./schema";

/**
 * Lets an address in again, with the reason why. Its past counts no more; the next hard failure shuts it out as before.
 * It changes no subscription: who complained stays unsubscribed.
 */
export const unblockContact = command({
  name: "customers.unblock-contact",
  permission: "customers:write",
  input,
  async run(ctx, { customerId, kind, reason }) {
    const customer = await loadCustomer(ctx.db, customerId);
    const value = kind === "email" ? customer.email : customer.phone;
    const code = kind === "email" ? customer.emailCode : customer.phoneCode;
    if (value === null)
      throw conflict(`This customer has no ${kind === "email" ? "e-mail address" : "phone number"}.`);
    if (stateOf(code) === "good") throw conflict("Nothing is held against this address; it is in use.");
    const now = ctx.clock.now();
    const address = { kind, value, customerId: customer.id };
    const health = (await lockHealth(ctx.db, [address])).get(addressKey(address));
    await forgetSoftFailures(ctx.db, [address]);
    await saveHealth(
      ctx.db,
      [
        {
          ...address,
          code: 0,
          codeAt: null,
          codeBy: "person",
          lastSuccessAt: health?.lastSuccessAt ?? null,
          unblockedAt: now,
        },
      ],
      now,
    );
    ctx.audit({
      subjectType: "customer",
      subjectId: publicId("customer", customer.id),
      changes: { [`${kind}_code`]: { from: code, to: 0 }, reason },
    });
    ctx.announce({ name: customersChanged, data: { count: 1, via: "page" } });
    return { code: 0, unblockedAt: now };
  },
});
