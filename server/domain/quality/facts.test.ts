import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEmail } from "@/server/domain/fields/values/email";
import { parsePhone } from "@/server/domain/fields/values/phone";
import { emailFacts, suggestDomain } from "./email/email-facts";
import { properCase, suggestNames } from "./name/name-suggestions";
import { phoneFacts } from "./phone/phone-facts";
import { readCountry } from "./place/countries";
import { readPlace, readRegion } from "./place/place";
import { regionsOfRussia } from "./place/regions-ru";
import { foldCity, latinSkeleton } from "./place/spelling";

describe("numbers", () => {
  test.each([
    ["+79161234567", "mobile", "RU", "MTS", null, null],
    ["+79261234567", "mobile", "RU", "MegaFon", null, null],
    ["+79031234567", "mobile", "RU", "Beeline", null, null],
    ["+79771234567", "mobile", "RU", "Tele2", null, null],
    ["+74951234567", "fixed_line", "RU", null, "RU-MOW", "Europe/Moscow"],
    ["+73832123456", "fixed_line", "RU", null, "RU-NVS", "Asia/Novosibirsk"],
    ["+78005553535", "toll_free", "RU", null, null, null],
    ["+77012345678", "mobile", "KZ", "Kcell/Activ", null, null],
    ["+4915112345678", "mobile", "DE", "T-Mobile", null, "Europe/Berlin"],
    ["+12125550123", "fixed_line_or_mobile", "US", null, "New York, NY", "America/New_York"],
  ])("%s", async (number, type, country, operator, region, zone) => {
    const [facts] = await phoneFacts([number]);
    expect(facts).toMatchObject({ type, country, operator, region });
    expect(facts?.isZoneSure ? facts.timeZone : null).toBe(zone);
  });

  test("never throws, whatever it is given", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 40, unit: "grapheme" }), async (text) => {
        expect(await phoneFacts([text, `+${text}`])).toHaveLength(2);
      }),
    );
  });
});

describe("e-mail addresses", () => {
  test.each([
    ["gmial.com", "gmail.com"],
    ["gmail.con", "gmail.com"],
    ["gamil.com", "gmail.com"],
    ["yandx.ru", "yandex.ru"],
    ["yadnex.ru", "yandex.ru"],
    ["maill.ru", "mail.ru"],
    ["mial.ru", "mail.ru"],
    ["ramblr.ru", "rambler.ru"],
    ["hotmial.com", "hotmail.com"],
    ["iclud.com", "icloud.com"],
  ])("%s is meant to be %s", (typed, meant) => expect(suggestDomain(typed)).toBe(meant));

  test.each([
    "mail.com",
    "ya.ru",
    "yandex.com",
    "ymail.com",
    "mail.ua",
    "bk.ru",
    "company.ru",
    "email.ru",
    "gmx.at",
    "nail.ru",
  ])("%s is what it says", (domain) => expect(suggestDomain(domain)).toBeUndefined());

  test("roles, throw-aways and providers", () => {
    expect(emailFacts("info@shop.ru")).toMatchObject({ provider: "other", isRole: true });
    expect(emailFacts("anna@mailinator.com")).toMatchObject({ isDisposable: true, isRole: false });
    expect(emailFacts("anna@bk.ru")).toMatchObject({ provider: "mailru" });
  });

  test("a suggestion is an address, is another one, and has no suggestion of its own", () => {
    const domain = fc.oneof(
      fc.domain(),
      fc
        .constantFrom("gmail.com", "mail.ru", "yandex.ru", "icloud.com")
        .chain((right) => fc.nat(right.length - 1).map((at) => right.slice(0, at) + right.slice(at + 1))),
    );
    fc.assert(
      fc.property(domain, (name) => {
        const email = `anna@${name}`;
        const found = emailFacts(email)?.suggestion;
        if (!found) return;
        expect(found).not.toBe(email);
        expect(parseEmail(found)).toEqual({ ok: true, value: found });
        expect(emailFacts(found)?.suggestion).toBeNull();
      }),
    );
  });
});

test("canonical values are fixed points", () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string()), (raw) => {
      const once = parseEmail(raw);
      if (once.ok && once.value !== undefined) expect(parseEmail(once.value)).toEqual(once);
    }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.stringMatching(/^\+?[0-9 ()-]{5,20}$/), fc.string()), (raw) => {
      const once = parsePhone(raw, "RU");
      if (once.ok && once.value !== undefined) expect(parsePhone(once.value, "DE")).toEqual(once);
    }),
  );
});

describe("places", () => {
  const read = (city: string | null, more: { region?: string; country?: string; zip?: string } = {}) =>
    readPlace(
      { city, region: more.region ?? null, country: more.country ?? null, zip: more.zip ?? null },
      "RU",
    );

  test.each([
    "г. Москва",
    "Москва г",
    "город Москва",
    "MOSCOW",
    "Moskva",
    "мск",
    "г.Москва",
    " москва ",
  ])("%s is Moscow", (city) =>
    expect(read(city)).toMatchObject({
      country: "RU",
      region: "RU-MOW",
      city: "Moscow",
      cityZone: "Europe/Moscow",
    }));
  test.each([
    "Санкт-Петербург",
    "СПб",
    "St. Petersburg",
    "Saint Petersburg",
    "Питер",
    "г. С.-Петербург",
  ])("%s is Saint Petersburg", (city) =>
    expect(read(city)).toMatchObject({ region: "RU-SPE", city: "Saint Petersburg" }));
  test.each([
    ["Московская обл.", "RU-MOS"],
    ["обл. Московская", "RU-MOS"],
    ["МО", "RU-MOS"],
    ["Респ. Татарстан", "RU-TA"],
    ["Республика Саха (Якутия)", "RU-SA"],
    ["ХМАО - Югра", "RU-KHM"],
    ["Sverdlovsk Oblast", "RU-SVE"],
  ])("%s is %s", (region, iso) => expect(readRegion(region)).toBe(iso));

  test("namesakes: the region or the country told decides", () => {
    expect(read("Ростов", { region: "Ярославская область" })).toMatchObject({ region: "RU-YAR" });
    expect(read("Moscow", { country: "USA" })).toMatchObject({ country: "US", city: "Moscow" });
    expect(read("Московская обл., г. Химки")).toMatchObject({ region: "RU-MOS", city: "Khimki" });
    expect(read(null, { zip: "630099" })).toMatchObject({ region: "RU-NVS", city: null });
  });

  test("every region is found by all its names, and has a zone that exists", () => {
    for (const region of regionsOfRussia) {
      for (const name of [region.ru, region.en, region.iso, ...region.alsoWritten])
        expect(readRegion(name)).toBe(region.iso);
      expect(() => new Intl.DateTimeFormat("en", { timeZone: region.timeZone })).not.toThrow();
    }
  });

  test("folding is a fixed point and nothing throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const skeleton = latinSkeleton(foldCity(text));
        expect(typeof skeleton).toBe("string");
        expect(read(text, { region: text, country: text, zip: text })).toBeDefined();
        expect(readCountry(text) ?? "RU").toMatch(/^[A-Z]{2}$/);
      }),
    );
  });
});

describe("names", () => {
  const person = (
    firstName: string | null,
    lastName: string | null = null,
    middleName: string | null = null,
  ) => ({
    firstName,
    lastName,
    middleName,
    gender: null,
  });
  test.each([
    ["ИВАНОВА", "Иванова"],
    ["anna", "Anna"],
    ["анна-мария", "Анна-Мария"],
    ["O'NEIL", "O'Neil"],
    ["McDonald", "McDonald"],
    ["А. Б.", "А. Б."],
    ["ё", "ё"],
    ["李", "李"],
  ])("%s → %s", (from, to) => expect(properCase(from)).toBe(to));

  test("swapped and joined names", () => {
    expect(suggestNames(person("ИВАНОВА", "АННА")).order).toEqual({
      firstName: { from: "ИВАНОВА", to: "Анна" },
      lastName: { from: "АННА", to: "Иванова" },
    });
    expect(suggestNames(person("Петров Иван Сергеевич")).order).toMatchObject({
      firstName: { to: "Иван" },
      lastName: { to: "Петров" },
      middleName: { to: "Сергеевич" },
    });
    expect(suggestNames(person("Анна", "Иванова")).order).toBeUndefined();
    expect(suggestNames(person("Mary Jane")).order).toBeUndefined();
  });

  test.each([
    [person("Саша", "Петренко", "Ивановна"), "female"],
    [person("Саша", "Кузнецов"), "male"],
    [person("Anna", "Schmidt"), "female"],
    [person("Никита", "Петрова"), undefined],
    [person("Alex", "Smith"), undefined],
  ])("gender of %j", (who, gender) => expect(suggestNames(who).gender?.gender?.to).toBe(gender));

  test("a suggestion never equals what is there, is accepted as it stands, and none is left after it", () => {
    const word = fc.oneof(
      fc.constantFrom(
        "АННА",
        "иванова",
        "Иванова Анна",
        "ПЕТРОВ ИВАН СЕРГЕЕВИЧ",
        "Анна",
        "Смирнов",
        "maria",
        "O'NEIL",
      ),
      fc.string({ unit: "grapheme", maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.option(word), fc.option(word), fc.option(word), (first, last, middle) => {
        const who = person(first, last, middle);
        const found = suggestNames(who);
        for (const changes of [found.case, found.order, found.gender])
          for (const { from, to } of Object.values(changes ?? {})) expect(to).not.toBe(from);
        const changes = found.order ?? found.case;
        if (!changes) return;
        const after = {
          ...who,
          ...Object.fromEntries(Object.entries(changes).map(([field, { to }]) => [field, to])),
        };
        expect(suggestNames(after).order).toBeUndefined();
        expect(suggestNames({ ...after, gender: "female" }).case).toBeUndefined();
      }),
    );
  });
});

test("a hundred thousand hostile characters cost no validator 50 ms", async () => {
  const hostile = [
    "a".repeat(100_000),
    "ОВ-".repeat(33_333),
    ` ${"г. ".repeat(33_000)}`,
    `${"a.".repeat(50_000)}@${"b.".repeat(20)}`,
    "+".repeat(100_000),
    "(".repeat(100_000),
    "\u0301".repeat(100_000),
  ];
  // Tables are read before the clock starts.
  readPlace({ city: "x", region: null, country: null, zip: null }, "RU");
  await phoneFacts(["+79161234567"]);
  for (const text of hostile) {
    const checks: (() => unknown)[] = [
      () => parseEmail(text),
      () => parsePhone(text, "RU"),
      () => emailFacts(text),
      () => suggestNames({ firstName: text, middleName: text, lastName: text, gender: null }),
      () => readPlace({ city: text, region: text, country: text, zip: text }, "RU"),
      () => phoneFacts([text]),
    ];
    for (const check of checks) {
      const started = performance.now();
      await check();
      expect(performance.now() - started).toBeLessThan(50);
    }
  }
});
