import { sql } from "drizzle-orm";
import { arrayParam, type Queryable } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { parseEmail } from "@/server/domain/fields/values/email";
import { parsePhone } from "@/server/domain/fields/values/phone";

const code = /^cus_([1-9]\d{0,14})$/;

/**
 * Whose each identifier is, by one statement: our own code, an e-mail or phone in whatever spelling, or a value of any other
 * kind to the letter. What nobody carries is left out; where one text fits several kinds, the kind of the higher priority has it.
 */
export async function peopleOfIdentities(
  db: Queryable,
  given: readonly string[],
): Promise<Map<string, number>> {
  const { defaultCountry } = await readSettings(db);
  const asked = given.map((text) => {
    const [email, phone] = [parseEmail(text), parsePhone(text, defaultCountry)];
    return {
      email: email.ok ? (email.value ?? null) : null,
      phone: phone.ok ? (phone.value ?? null) : null,
      id: code.exec(text)?.[1] ?? null,
    };
  });
  const column = (key: "email" | "phone" | "id") =>
    arrayParam(
      asked.map((one) => one[key]),
      "text",
    );
  const rows = await db.execute<{ text: string; id: number | string }>(sql`
    with asked as materialized (
      select * from unnest(${arrayParam([...given], "text")}, ${column("email")}, ${column("phone")}, ${column("id")})
        as a(text, email, phone, id)),
    meant as (
      select text, k.code as kind, k.priority,
        case k.code when 'email' then a.email when 'phone' then a.phone else a.text end as value
      from asked a cross join identity_kinds k),
    found as (
      select m.text, i.customer_id, m.priority from meant m
      join customer_identities i on i.kind = m.kind and i.value = m.value
      union all
      select a.text, a.id::bigint, 0 from asked a where a.id is not null)
    select distinct on (f.text) f.text, c.id from found f join customers c on c.id = f.customer_id and c.state = 'active'
    order by f.text, f.priority`);
  return new Map(rows.map((row) => [row.text, Number(row.id)]));
}
