import { describe, expect, it } from "vitest";
import { formatFor } from "./format";

const en = formatFor({ locale: "en", timeZone: "Europe/Moscow", currency: "EUR" });
const ru = formatFor({ locale: "ru", timeZone: "Europe/Moscow", currency: "RUB" });
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("money", () => {
  it("reads minor units in the project's currency and language", () => {
    expect(en.money(123_450)).toBe("€1,234.50");
    expect(plain(ru.money(123_450))).toBe("1 234,50 ₽");
  });
  it("honours an amount's own currency and its number of minor digits", () => {
    expect(en.money(1500, "JPY")).toBe("¥1,500");
    expect(en.money(1500, null)).toBe("€15.00");
  });
  it("drops cents from totals", () => {
    expect(en.moneyWhole(123_456_78)).toBe("€123,457");
  });
});

describe("shares", () => {
  it("keeps small shares from reading as zero", () => {
    expect(en.percent(0.0042)).toBe("0.42%");
    expect(en.percent(0.1234)).toBe("12.3%");
    expect(en.percent(0)).toBe("0%");
  });
  it("signs a change", () => {
    expect(en.change(0.12)).toBe("+12%");
    expect(en.change(0)).toBe("0%");
  });
});

describe("moments", () => {
  const now = new Date("2026-11-04T12:00:00Z");
  it("are told in the project's zone, not the machine's", () => {
    expect(en.time("2026-11-04T21:30:00Z")).toBe("00:30");
    expect(en.isoDay("2026-11-04T21:30:00Z")).toBe("2026-11-05");
  });
  it("say how long ago", () => {
    expect(en.ago("2026-11-04T11:59:50Z", now)).toBe("just now");
    expect(en.ago("2026-11-04T11:55:00Z", now)).toBe("5 minutes ago");
    expect(en.ago("2026-11-04T14:00:00Z", now)).toBe("in 2 hours");
    expect(ru.ago("2026-11-02T12:00:00Z", now)).toBe("позавчера");
  });
  it("a calendar date has no zone", () => {
    expect(en.calendarDate("1990-01-01")).toBe("Jan 1, 1990");
  });
  it("durations take two units at most, with Russian plurals", () => {
    expect(en.duration(5400)).toBe("1 hour 30 minutes");
    expect(plain(ru.duration(2 * 3600))).toBe("2 часа");
    expect(plain(ru.duration(5 * 3600))).toBe("5 часов");
    expect(en.duration(0)).toBe("0 seconds");
  });
});
