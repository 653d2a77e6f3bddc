import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { detectDateOrder, parseDay, parseInstant } from "./dates";
import { parseEmail } from "./email";
import { fromMinor, parseMoney, toMinor } from "./money";
import type { Parsed } from "./parsed";
import { parsePhone } from "./phone";
import { isPlaceholder, parseExternalId, parseLine } from "./text";

const value = <T>(read: Parsed<T>): T | string => (read.ok ? read.value : read.problem.code);
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.string({ maxLength: 80 }),
  fc.stringMatching(/^[a-zа-я@., +()"'<>;0-9-]{0,60}$/),
);

describe("parseEmail", () => {
  test.each([
    ["  Anna@Example.COM ", "anna@example.com"],
    ["Anna＠Example.com", "anna@example.com"],
    ["mailto:a@b.ru", "a@b.ru"],
    ["anna@почта.рф", "anna@xn--80a1acny.xn--p1ai"],
    ["o'neil+tag@mail.co.uk", "o'neil+tag@mail.co.uk"],
    ["", undefined],
    ["a@b@c.ru", "invalid_email"],
    ["a@b.ru,c@d.ru", "invalid_email"],
    ["a@b.ru\r\nBcc: c@d.ru", "invalid_email"],
    ['"a b"@c.ru', "invalid_email"],
    ["a..b@c.ru", "invalid_email"],
    ["a@localhost", "invalid_email"],
    ["test@test", "refused_value"],
    ["none@none.com", "refused_value"],
  ])("%j → %j", (raw, expected) => expect(value(parseEmail(raw))).toBe(expected));

  it("gives one bare address or nothing, and the same again", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.emailAddress()), (raw) => {
        const read = parseEmail(raw);
        if (!read.ok || read.value === undefined) return;
        expect(read.value).toMatch(/^[!-~]+$/);
        expect(read.value.split("@")).toHaveLength(2);
        expect(read.value).not.toMatch(/[,;<>()[\]\\"\s]/);
        expect(read.value.length).toBeLessThanOrEqual(254);
        expect(value(parseEmail(read.value))).toBe(read.value);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("parsePhone", () => {
  test.each([
    ["8 (916) 123-45-67", "RU", "+79161234567"],
    ["79161234567", "RU", "+79161234567"],
    ["79161234567", "US", "+79161234567"],
    ["9161234567", "RU", "+79161234567"],
    ["(415) 555-2671", "US", "+14155552671"],
    ["tel:+44 7911 123456", "RU", "+447911123456"],
    ["", "RU", undefined],
    ["12", "RU", "invalid_phone"],
    ["call me", "RU", "invalid_phone"],
    ["0000000000", "RU", "refused_value"],
  ])("%j in %s → %j", (raw, country, expected) => expect(value(parsePhone(raw, country))).toBe(expected));

  it("gives E.164 or nothing, and the same again", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.stringMatching(/^[+]?[0-9 ()-]{5,18}$/)), (raw) => {
        const read = parsePhone(raw, "RU");
        if (!read.ok || read.value === undefined) return;
        expect(read.value).toMatch(/^\+[1-9]\d{4,16}$/);
        expect(value(parsePhone(read.value, "US"))).toBe(read.value);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("parseMoney", () => {
  test.each([
    ["11.77", 1177],
    ["1 234,50", 123450],
    ["1\u00a0234,50 ₽", 123450],
    ["1,234.50", 123450],
    ["1.234,50", 123450],
    ["1,234", 123400],
    ["12,5", 1250],
    ["1.005", 101],
    ["$ 12", 1200],
    ["EUR 5", 500],
    ["12 USD", 1200],
    ["1 200 руб.", 120000],
    ["(3.10)", -310],
    ["-3.10", -310],
    ["-0", 0],
    ["", undefined],
    ["twelve", "invalid_number"],
    ["1,2,3", "invalid_number"],
    ["=1+1", "invalid_number"],
    ["EUR", "invalid_number"],
    ["1e400", "invalid_number"],
    ["99999999999999999", "out_of_range"],
  ])("%j → %j", (raw, expected) => expect(value(parseMoney(raw, "EUR"))).toBe(expected));

  it("reads every amount however it is written, exactly", () => {
    const minor = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 });
    fc.assert(
      fc.property(minor, fc.constantFrom(".", ","), fc.constantFrom("", " ", "'"), (amount, point, group) => {
        const whole = String(Math.trunc(Math.abs(amount) / 100)).replace(/\B(?=(\d{3})+$)/g, group);
        const written = `${amount < 0 ? "-" : ""}${whole}${point}${String(Math.abs(amount) % 100).padStart(2, "0")}`;
        expect(value(parseMoney(written, "EUR"))).toBe(amount === 0 ? 0 : amount);
        expect(toMinor(fromMinor(amount, "EUR"), "EUR")).toBe(amount);
      }),
    );
  });

  it("keeps to the digits of the currency", () => {
    expect(value(parseMoney("100", "JPY"))).toBe(100);
    expect(value(parseMoney("1.5", "KWD"))).toBe(1500);
    expect(toMinor(0.1 + 0.2, "EUR")).toBe(30);
  });
});

describe("dates", () => {
  test.each([
    ["19970101", "UTC", "1997-01-01T00:00:00.000Z"],
    ["31.01.2026 10:30", "Europe/Moscow", "2026-01-31T07:30:00.000Z"],
    ["2026-01-31T10:00:00.5+03:00", "UTC", "2026-01-31T07:00:00.500Z"],
    ["2026-01-31 10:00:00", "Asia/Kathmandu", "2026-01-31T04:15:00.000Z"],
    ["1/31/2026 1:05 PM", "UTC", "invalid_date"],
    ["1700000000", "UTC", "2023-11-14T22:13:20.000Z"],
    ["1997-13-45", "UTC", "invalid_date"],
    ["2026-02-30", "UTC", "invalid_date"],
    ["31.01.26", "UTC", "invalid_date"],
    // A time the clock skips in spring is the moment just after.
    ["2026-03-29 02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ])("%j in %s → %s", (raw, zone, expected) => {
    const read = parseInstant(raw, zone);
    expect(read.ok ? read.value?.toISOString() : read.problem.code).toBe(expected);
  });

  it("reads months first where the source writes them first", () => {
    expect(detectDateOrder(["03/04/2026", "03/25/2026"])).toBe("mdy");
    expect(detectDateOrder(["03/04/2026"])).toBeUndefined();
    expect(value(parseDay("03/04/2026", "mdy"))).toBe("2026-03-04");
    expect(value(parseDay("03/04/2026"))).toBe("2026-04-03");
  });

  it("reads back every moment it writes, in any zone", () => {
    const moment = fc.date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(
        moment,
        fc.constantFrom("UTC", "Europe/Moscow", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"),
        (at, zone) => {
          const read = parseInstant(at.toISOString(), zone);
          expect(read.ok && read.value?.getTime()).toBe(at.getTime());
        },
      ),
    );
  });
});

describe("text", () => {
  it("never identifies by a placeholder", () => {
    for (const word of ["null", " NONE ", "undefined", "n/a", "[object Object]", "0", "неизвестно"])
      expect(isPlaceholder(word)).toBe(true);
    expect(value(parseExternalId("undefined"))).toBe("refused_value");
    expect(value(parseExternalId(" 00042 "))).toBe("00042");
  });

  it("leaves one clean line", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const read = parseLine(raw, 120);
        if (!read.ok || read.value === undefined) return;
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must be gone.
        expect(read.value).not.toMatch(/[\u0000-\u001f\u202a-\u202e]|^\s|\s$|\s\s/);
        expect(read.value.isWellFormed()).toBe(true);
      }),
    );
  });

  it("answers 100 kB of malice in no time", () => {
    const attacks = [
      "a".repeat(100_000),
      `${"a@".repeat(50_000)}`,
      `${"1,".repeat(50_000)}`,
      `${" ".repeat(100_000)}x`,
      `${"(".repeat(100_000)}`,
      `${"1-".repeat(50_000)}`,
      `a@${"a.".repeat(50_000)}`,
    ];
    const readers = [
      parseEmail,
      (text: string) => parsePhone(text, "RU"),
      (text: string) => parseMoney(text, "EUR"),
      (text: string) => parseInstant(text, "UTC"),
      parseDay,
      parseExternalId,
      (text: string) => parseLine(text, 200),
    ];
    for (const read of readers)
      for (const attack of attacks) {
        const began = performance.now();
        read(attack);
        expect(performance.now() - began).toBeLessThan(50);
      }
  });
});
