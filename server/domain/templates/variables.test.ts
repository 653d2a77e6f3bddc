import { describe, expect, it } from "vitest";
import { buildRenderContext } from "./context";
import { isKnownVariable, readableLine, variables } from "./variables";

const context = buildRenderContext({
  customer: { id: 1, firstName: "Ann", lastName: "Berg", email: "a@example.com", phone: null },
  context: {
    cart: { items: [], currency: "EUR" },
    order: { items: [], number: "1" },
    event: { name: "Left" },
  },
  links: { unsubscribe: "u", preferences: "p", webVersion: "w" },
  project: {
    company: "Shop",
    siteUrl: "",
    postalAddress: "",
    supportEmail: "",
    currency: "EUR",
    timeZone: "UTC",
  },
  now: new Date("2026-03-01T10:00:00Z"),
});

describe("variables", () => {
  it("each names something the context really has", () => {
    for (const { path } of variables) {
      let at: unknown = context;
      for (const key of path.split(".")) at = (at as Record<string, unknown>)[key];
      expect(at, path).toBeDefined();
    }
  });

  it("know the project's own fields, and no other strangers", () => {
    expect(
      ["customer.attributes.size", "trigger.properties.size", "const.phone", "cart.items.name"].every(
        isKnownVariable,
      ),
    ).toBe(true);
    expect(["customer.password", "client.email", "cart.discount"].some(isKnownVariable)).toBe(false);
  });

  it("read as words in a list", () => {
    const subject =
      "{% if customer.first_name != blank %}{{ customer.first_name }}, your{% else %}Your{% endif %} cart is waiting";
    expect(readableLine(subject, "en")).toBe("[First name], your cart is waiting");
    expect(readableLine("{{ customer.attributes.size | upper }}!", "ru")).toBe("[customer.attributes.size]!");
  });
});

describe("amounts", () => {
  it("come in whole units of their own currency, pieces and lines apart", () => {
    const facts = {
      customer: { id: 1, firstName: null, lastName: null, email: null, phone: null },
      links: { unsubscribe: "", preferences: "", webVersion: "" },
      project: {
        company: "",
        siteUrl: "https://s.example",
        postalAddress: "",
        supportEmail: "",
        currency: "EUR",
        timeZone: "UTC",
      },
      now: new Date(0),
    };
    const items = [{ name: "A", quantity: 3, priceMinor: 1050 }, { name: "B", quantity: "odd" }, "junk"];
    const { cart } = buildRenderContext({ ...facts, context: { cart: { items, currency: null } } });
    expect(cart).toMatchObject({ count: 5, total: 31.5, currency: "EUR", url: "https://s.example" });
    const yen = buildRenderContext({
      ...facts,
      context: { cart: { items, totalMinor: 3150, currency: "JPY" } },
    });
    expect(yen.cart).toMatchObject({ total: 3150, currency: "JPY" });
    expect(buildRenderContext({ ...facts, context: "nonsense" })).toMatchObject({
      cart: null,
      order: null,
      trigger: {},
    });
  });
});
