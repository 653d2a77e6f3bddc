import { copyRows } from "./copy";
import type { DemoCustomer } from "./history";
import { externalIdOf, json, type Load, numbers } from "./load";

/** Customers with their identities and consents. */
export async function loadCustomers(load: Load): Promise<void> {
  load.customerIds = await numbers(load, "'subject_ids'", load.customers.length);
  const all = load.customers.map((customer, i) => ({
    customer,
    id: load.customerIds[i] ?? 0,
    externalId: externalIdOf(customer),
  }));
  await copyRows(
    load.client,
    "customers",
    [
      "id",
      "external_id",
      "email",
      "phone",
      "first_name",
      "middle_name",
      "last_name",
      "gender",
      "birth_on",
      "country",
      "city",
      "region",
      "locale",
      "time_zone",
      "registered_at",
      "attributes",
      "email_code",
      "created_via",
      "created_at",
      "updated_at",
      "last_seen_at",
    ],
    all.map(({ customer: { person: p, ...c }, id, externalId }) => [
      id,
      externalId,
      p.email,
      p.phone,
      p.firstName,
      p.middleName,
      p.lastName,
      p.gender,
      p.birthOn,
      p.city.country,
      p.city.name,
      p.city.region,
      p.locale,
      p.city.timeZone,
      c.registeredAt,
      json({ home_store: c.homeStore.code, loyalty_card: `77${String(c.index).padStart(8, "0")}` }),
      c.emailCode,
      "demo",
      c.registeredAt,
      load.options.now,
      c.visits.at(-1)?.lastEventAt ?? null,
    ]),
  );
  await copyRows(
    load.client,
    "customer_identities",
    ["kind", "value", "customer_id", "added_via", "added_at"],
    all.flatMap(({ customer: { person, registeredAt, index }, id, externalId }) => [
      ["external_id", externalId, id, "demo", registeredAt] as const,
      ["card", `77${String(index).padStart(8, "0")}`, id, "demo", registeredAt] as const,
      ...(person.email ? [["email", person.email, id, "demo", registeredAt] as const] : []),
      ...(person.phone ? [["phone", person.phone, id, "demo", registeredAt] as const] : []),
    ]),
  );
  const gone = all.filter(({ customer }) => customer.unsubscribed);
  const leftAt = (c: DemoCustomer) => new Date((c.registeredAt.getTime() + load.options.now.getTime()) / 2);
  await copyRows(
    load.client,
    "subscriptions",
    ["customer_id", "channel", "category", "state", "source", "reason", "changed_at"],
    gone.map(({ customer, id }) => [id, "email", "", "unsubscribed", "link", "too_often", leftAt(customer)]),
  );
  await copyRows(
    load.client,
    "consent_log",
    ["customer_id", "at", "channel", "category", "state", "source", "reason"],
    gone.map(({ customer, id }) => [id, leftAt(customer), "email", "", "unsubscribed", "link", "too_often"]),
  );
}
