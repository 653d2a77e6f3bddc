import { copyRows } from "./copy";
import { writtenPerson } from "./defects";
import type { Load } from "./load";

const day = 86_400_000;

/** Why addresses are in trouble, whose servers the demo's mail domains use, and how the reach went over the last weeks. */
export async function loadQuality(load: Load): Promise<void> {
  const { now } = load.options;
  const ago = (days: number) => new Date(now.getTime() - days * day);
  const troubled = load.customers.flatMap((customer) => {
    const { email, emailCode } = writtenPerson(customer);
    return email && emailCode > 0 ? [{ email, emailCode, index: customer.index }] : [];
  });
  await copyRows(
    load.client,
    "contact_health",
    ["kind", "value", "code", "code_at", "code_by", "last_success_at"],
    troubled.map(({ email, emailCode, index }) => [
      "email",
      email,
      emailCode,
      ago(2 + (index % 24)),
      "provider",
      ago(40 + (index % 90)),
    ]),
  );
  await copyRows(
    load.client,
    "contact_soft_bounces",
    ["kind", "value", "ref", "at"],
    troubled
      .filter(({ emailCode }) => emailCode < 30)
      .flatMap(({ email, index }) =>
        Array.from({ length: 1 + (index % 5) }, (_, i) => [
          "email",
          email,
          `demo ${i}`,
          ago(2 + (index % 24) - (i * (2 + (index % 24))) / 6),
        ]),
      ),
  );
  await copyRows(
    load.client,
    "mail_domains",
    ["domain", "state", "mx_host", "provider", "checked_at", "expires_at"],
    (
      [
        ["example.com", "gmail"],
        ["example.org", "yandex"],
        ["example.net", "outlook"],
        ["mail.example", "mailru"],
        ["post.example", "icloud"],
      ] as const
    ).map(([domain, provider]) => [domain, "accepts", null, provider, now, ago(-365)]),
  );
  await loadTrend(load);
}

const weeks = 9;

/** The state of the base at the end of earlier weeks, counted over who was a customer by then. */
async function loadTrend(load: Load): Promise<void> {
  await load.client.query(
    `insert into quality_snapshots (day, computed_at, took_ms, customers, figures, groups)
    select d.at::date, d.at, 0, n.customers, jsonb_build_object('with_email', n.with_email, 'email_reachable', n.email_reachable,
      'with_phone', n.with_phone, 'sms_reachable', n.sms_reachable, 'email_hard', n.email_hard, 'email_soft', n.email_soft,
      'email_missing', n.customers - n.with_email, 'phone_missing', n.customers - n.with_phone,
      'phone_landline', n.landline, 'unreachable', n.unreachable), '{}'::jsonb
    from generate_series($1::timestamptz - make_interval(weeks => $2::int), $1::timestamptz - interval '1 day', interval '1 week') as d(at)
    cross join lateral (
      select count(*) as customers, count(c.email) as with_email,
        count(*) filter (where c.email is not null and not is_out and s.customer_id is null) as email_reachable,
        count(c.phone) as with_phone, count(*) filter (where c.phone is not null and not is_landline) as sms_reachable,
        count(*) filter (where is_out) as email_hard, count(*) filter (where h.code between 1 and 29 and h.code_at <= d.at) as email_soft,
        count(*) filter (where is_landline) as landline,
        count(*) filter (where (c.email is null or is_out) and (c.phone is null or is_landline)) as unreachable
      from customers c
      left join contact_health h on h.kind = 'email' and h.value = c.email
      left join subscriptions s on s.customer_id = c.id and s.channel = 'email' and s.state = 'unsubscribed' and s.changed_at <= d.at
      cross join lateral (select coalesce(h.code >= 30 and h.code_at <= d.at, false) as is_out,
        coalesce(c.phone like '+7495%', false) as is_landline) facts
      where c.registered_at <= d.at) n
    on conflict (day) do nothing`,
    [load.options.now, weeks],
  );
}
