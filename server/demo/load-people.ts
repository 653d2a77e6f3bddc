import { copyRows } from "./copy";
import { writtenPerson } from "./defects";
import { customerAttributes } from "./fields";
import type { DemoCustomer } from "./history";
import { externalIdOf, json, type Load, numbers } from "./load";

/** Customers with their identities and consents. */
export async function loadCustomers(load: Load): Promise<void> {
  load.customerIds = await numbers(load, "'subject_ids'", load.customers.length);
  const all = load.customers.map((customer, i) => ({
    customer,
    id: load.customerIds[i] ?? 0,
    externalId: externalIdOf(customer),
    written: writtenPerson(customer),
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
    all.map(({ customer: { person: p, ...c }, written, id, externalId }) => [
      id,
      externalId,
      written.email,
      written.phone,
      written.firstName,
      written.middleName,
      written.lastName,
      written.gender,
      p.birthOn,
      p.city.country,
      written.city,
      written.region,
      p.locale,
      written.timeZone,
      c.registeredAt,
      json(customerAttributes({ ...c, person: p })),
      written.emailCode,
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
    all.flatMap(({ customer: { registeredAt, index }, written, id, externalId }) => [
      ["external_id", externalId, id, "demo", registeredAt] as const,
      ["card", `77${String(index).padStart(8, "0")}`, id, "demo", registeredAt] as const,
      ...(written.email ? [["email", written.email, id, "demo", registeredAt] as const] : []),
      ...(written.phone ? [["phone", written.phone, id, "demo", registeredAt] as const] : []),
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
