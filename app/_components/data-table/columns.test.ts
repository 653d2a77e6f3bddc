import { describe, expect, it } from "vitest";
import { type Column, nextSort, phoneRoles } from "./columns";

const cell = () => null;
const name: Column<unknown> = { id: "name", header: "Name", cell, sort: "name", isTitle: true };
const revenue: Column<unknown> = { id: "revenue", header: "Revenue", cell, sort: "revenue", align: "end" };
const city: Column<unknown> = { id: "city", header: "City", cell };

describe("clicking a column's header", () => {
  it("begins words with the first and numbers with the largest, and turns on the second click", () => {
    expect(nextSort(name, undefined)).toBe("name");
    expect(nextSort(name, "name")).toBe("-name");
    expect(nextSort(revenue, "name")).toBe("-revenue");
    expect(nextSort(revenue, "-revenue")).toBe("revenue");
  });
  it("changes nothing where the server cannot sort", () => {
    expect(nextSort(city, "name")).toBe("name");
  });
});

describe("a row on a phone", () => {
  it("shows its name and the next two facts unless told otherwise", () => {
    const more: Column<unknown>[] = [
      name,
      revenue,
      city,
      { ...city, id: "phone" },
      { ...city, id: "state", phone: "aside" },
    ];
    expect(Object.fromEntries(phoneRoles(more))).toEqual({
      name: "title",
      revenue: "meta",
      city: "meta",
      phone: "hidden",
      state: "aside",
    });
  });
});
