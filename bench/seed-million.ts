/**
 * A base to measure against: people with identifiers, metrics, consent and receipts, drawn from a seed and written by COPY.
 *
 *   import { seedPeople } from "./seed-million";       await seedPeople(url, { people: 1_000_000 });
 *   node --import tsx bench/seed-million.ts            (BENCH_URL, BENCH_PEOPLE, BENCH_RECEIPTS=off)
 *
 * Names, cities and amounts are skewed as in life: a few very common, many rare, so that filters meet one in two as well
 * as one in a hundred thousand. Person number n always has the same data, whatever the size of the base.
 */
import pg from "pg";
import { copyLines, copyValue } from "@/server/db/copy";

export interface SeedOptions {
  people: number;
  /** Receipts with one line each; about 1.9 a person. */
  receipts?: boolean;
  firstId?: number;
}

const end = Date.parse("2026-11-20T12:00:00Z");
const day = 86_400_000;

/** One number after another from (person, purpose): no state, so any part can be drawn alone. */
export function draw(person: number, purpose: number): number {
  let x = Math.imul(person ^ (purpose * 0x9e3779b1), 0x85ebca6b) ^ (person >>> 13);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
}
/** Few of the first, many of the rest: rank r about as often as 1 / (r + 1). */
export const skewed = <T>(list: readonly T[], chance: number): T =>
  list[Math.min(list.length - 1, Math.floor((list.length + 1) ** chance - 1))] as T;

const roots =
  "Иван Петр Смирн Кузнец Поп Соколов Лебедев Козл Новик Мороз Волк Алексе Лебед Семен Егор Павл Степан Никола Орл Андре Макар Никит Захар Зайц Солов Борис Яковл Григор Роман Вороб Серге Кузьм Фрол Александр Дмитри Корол Гусар Кисел Ильин Максим Поляк Сорок Виноград Ковал Бел Медвед Антон Тарас Жук Баран Филипп Комар Давыд Беля Герас Богдан Осип Сидор Матве Тит Марк Миронов Крыл Кулик Карп Власов Мельник Денис Гаврил Тихон Казак Афанас Данил Сав Тимоф Фом Черн Абрам Мартын Ефим Федос Щерб Назар Калин Исак Черныш Быч Кар Рыб Логин Гончар Литвин Пан Широк Ершо Громов Шил Голуб Пахом".split(
    " ",
  );
const endings = ["ов", "ев", "ин", "енко", "ский", "ых", "ович", "ук", "як", "ёв"];
/** 1,000 surnames. */
const surnames = endings.flatMap((ending) => roots.map((root) => `${root}${ending}`));
const women =
  "Анна Мария Елена Ольга Наталья Екатерина Татьяна Ирина Светлана Юлия Анастасия Дарья Ксения Александра Виктория Полина Алина Вера Людмила Галина Марина Евгения Лариса Надежда Софья Кристина Валентина Валерия Диана Алёна".split(
    " ",
  );
const men =
  "Александр Сергей Дмитрий Алексей Андрей Максим Иван Михаил Николай Евгений Владимир Артём Павел Илья Роман Олег Виктор Антон Денис Игорь Юрий Кирилл Никита Константин Вадим Егор Глеб Пётр Фёдор Тимур".split(
    " ",
  );
const cities = [
  "Москва",
  "Санкт-Петербург",
  "Новосибирск",
  "Екатеринбург",
  "Казань",
  "Нижний Новгород",
  "Челябинск",
  "Самара",
  "Уфа",
  "Ростов-на-Дону",
  "Омск",
  "Красноярск",
  "Воронеж",
  "Пермь",
  "Волгоград",
  ...Array.from({ length: 600 }, (_, n) => `Город ${n + 16}`),
];
const sizes = ["M", "S", "L", "XL", "XS", "XXL"];
const colors = ["чёрный", "белый", "синий", "красный", "зелёный", "бежевый", "серый", "розовый"];
const hosts = ["mail.example", "yandex.example", "gmail.example", "bk.example"];

export interface SeededPerson {
  id: number;
  externalId: string;
  email: string | null;
  phone: string | null;
  card: string | null;
  firstName: string;
  lastName: string | null;
  city: string | null;
  isWoman: boolean;
  purchases: number;
  revenueMinor: number;
}

export function person(n: number, id = n): SeededPerson {
  const isWoman = draw(n, 1) < 0.62;
  const surname = draw(n, 2) < 0.94 ? skewed(surnames, draw(n, 3)) : null;
  const purchases = draw(n, 8) < 0.38 ? 0 : Math.min(60, 1 + Math.floor(-2.6 * Math.log(1 - draw(n, 9))));
  return {
    id,
    externalId: `S-${String(n).padStart(8, "0")}`,
    email: draw(n, 4) < 0.81 ? `user${n}@${skewed(hosts, draw(n, 5))}` : null,
    phone: draw(n, 6) < 0.72 ? `+79${String(100_000_000 + n).padStart(9, "0")}` : null,
    card: draw(n, 7) < 0.3 ? `2200${String(n).padStart(12, "0")}` : null,
    firstName: skewed(isWoman ? women : men, draw(n, 10)),
    lastName: surname && isWoman && /[ви]н?$|[её]в$/.test(surname) ? `${surname}а` : surname,
    city: draw(n, 11) < 0.9 ? skewed(cities, draw(n, 12)) : null,
    isWoman,
    purchases,
    revenueMinor: purchases === 0 ? 0 : Math.round(purchases * (40_000 + 900_000 * draw(n, 13) ** 3)),
  };
}

const at = (ms: number) => new Date(ms).toISOString();
const line = (values: readonly (string | number | null)[]) => `${values.map(copyValue).join("\t")}\n`;

function customerLine(n: number, one: SeededPerson): string {
  const created = end - Math.floor(draw(n, 14) * 2000 * day);
  const seen = draw(n, 15) < 0.7 ? created + Math.floor(draw(n, 16) * (end - created)) : null;
  const attributes: Record<string, unknown> = {
    size: skewed(sizes, draw(n, 17)),
    children: Math.floor(4 * draw(n, 18) ** 2),
  };
  if (draw(n, 19) < 0.5) attributes.color = skewed(colors, draw(n, 20));
  if (draw(n, 21) < 0.001) attributes.vip = true;
  const born =
    draw(n, 22) < 0.55
      ? at(Date.UTC(1950, 0, 1) + Math.floor(draw(n, 23) * 55 * 365 * day)).slice(0, 10)
      : null;
  return line([
    one.id,
    one.externalId,
    one.email,
    one.phone,
    one.firstName,
    one.lastName,
    one.isWoman ? "female" : "male",
    born,
    one.city,
    JSON.stringify(attributes),
    draw(n, 24) < 0.01 ? 30 : 0,
    at(created),
    at(created),
    seen === null ? null : at(seen),
    "import",
  ]);
}

function* identityLines(one: SeededPerson): Generator<string> {
  const added = at(end);
  const each = { external_id: one.externalId, email: one.email, phone: one.phone, card: one.card };
  for (const [kind, value] of Object.entries(each))
    if (value) yield line([kind, value, one.id, "import", added]);
}

function metricsLine(n: number, one: SeededPerson): string {
  const last = one.purchases > 0 ? end - Math.floor(draw(n, 25) ** 2 * 900 * day) : null;
  const first = last === null ? null : last - Math.floor(draw(n, 26) * 600 * day);
  return line([
    one.id,
    one.purchases,
    one.revenueMinor,
    first === null ? null : at(first),
    last === null ? null : at(last),
    at(end),
  ]);
}

async function* linesOf(
  options: SeedOptions,
  make: (n: number, one: SeededPerson) => Iterable<string>,
): AsyncGenerator<string> {
  const first = options.firstId ?? 1_000_000;
  for (let n = 1; n <= options.people; n++) yield* make(n, person(n, first + n));
}

/** Writes the base and lets the database learn its statistics; indexes and triggers stay on, as in life. */
export async function seedPeople(url: string, options: SeedOptions): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const copy = (into: string, make: (n: number, one: SeededPerson) => Iterable<string>) =>
      copyLines(client, `copy ${into} from stdin`, linesOf(options, make));
    await client.query("set synchronous_commit = off");
    await copy(
      "customers (id, external_id, email, phone, first_name, last_name, gender, birth_on, city, attributes, email_code, created_at, updated_at, last_seen_at, created_via)",
      (n, one) => [customerLine(n, one)],
    );
    await copy("customer_identities (kind, value, customer_id, added_via, added_at)", (_, one) =>
      identityLines(one),
    );
    await copy(
      "customer_metrics (customer_id, purchases, revenue_minor, first_purchase_at, last_purchase_at, updated_at)",
      (n, one) => [metricsLine(n, one)],
    );
    await copy("subscriptions (customer_id, channel, category, state, source, changed_at)", (n, one) =>
      one.email
        ? [line([one.id, "email", "", draw(n, 27) < 0.12 ? "unsubscribed" : "subscribed", "import", at(end)])]
        : [],
    );
    if (options.receipts) await seedReceipts(client, options);
    await client.query(
      "select setval('subject_ids', greatest((select last_value from subject_ids), $1::bigint))",
      [(options.firstId ?? 1_000_000) + options.people + 1],
    );
    await client.query(
      "insert into name_words (word) select distinct word from new_name_words on conflict do nothing",
    );
    await client.query("truncate new_name_words");
    await client.query(
      "vacuum (analyze) customers, customer_metrics, customer_identities, subscriptions, name_words",
    );
  } finally {
    await client.end();
  }
}

async function seedReceipts(client: pg.Client, options: SeedOptions): Promise<void> {
  let id = 10_000_000;
  await copyLines(
    client,
    "copy receipts (customer_id, id, external_id, number, occurred_at, channel, total_minor) from stdin",
    linesOf(options, function* (n, one) {
      for (let k = 0; k < one.purchases; k++) {
        id += 1;
        yield line([
          one.id,
          id,
          `R-${id}`,
          String(id),
          at(end - Math.floor(draw(n, 100 + k) * 900 * day)),
          k % 3 ? "store" : "web",
          Math.round(one.revenueMinor / one.purchases),
        ]);
      }
    }),
  );
  await client.query(
    "insert into record_keys (kind, external_id, customer_id, id) select 'receipt', external_id, customer_id, id from receipts on conflict do nothing",
  );
}

if (process.argv[1]?.endsWith("seed-million.ts")) {
  const url = process.env.BENCH_URL;
  if (!url) throw new Error("BENCH_URL: the address of a database with the migrated schema.");
  const people = Number(process.env.BENCH_PEOPLE ?? 1_000_000);
  const from = performance.now();
  await seedPeople(url, { people, receipts: process.env.BENCH_RECEIPTS !== "off" });
  console.log(`${people} people in ${Math.round((performance.now() - from) / 1000)} s`);
}
