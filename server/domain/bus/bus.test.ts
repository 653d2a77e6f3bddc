import { expect, test } from "vitest";
import { readMessage } from "./message";
import { type BusRules, layersOf, noRules } from "./model";
import { valueAt } from "./path";

const read = (body: unknown, rules: BusRules = noRules, raw = {}) =>
  readMessage({ body: typeof body === "string" ? body : JSON.stringify(body), ...raw }, rules);

test("our own envelope is understood without rules", () => {
  const reading = read({
    schema_version: 1,
    id: "m-1",
    type: "receipt.created",
    occurred_at: "2026-03-01T10:00:00Z",
    data: {
      external_id: "r-1",
      customer: { external_id: "A" },
      total: 10,
      lines: [{ product: "p", quantity: 2 }],
      attributes: { till_no: 3 },
    },
  });
  expect(reading).toMatchObject({
    ok: true,
    message: {
      id: "m-1",
      meaning: "receipt",
      keys: ["externalId:a"],
      record: { externalId: "r-1", customer: { externalId: "A" }, attributes: { till_no: 3 } },
      at: new Date("2026-03-01T10:00:00Z"),
    },
  });
});

test("a foreign message is read by a rule; the longest that fits wins", () => {
  const rules: BusRules = {
    typePath: "$.EventType",
    idPath: "$.Meta.Id",
    timePath: "$.At",
    items: [
      { type: "Member*", meaning: "event", fields: {} },
      {
        type: "MemberRegistered",
        meaning: "customer",
        fields: {
          external_id: "$.Member.Id",
          email: "$.Member.Contacts[0].Value",
          "attributes.tier": "$.Member.Tier",
        },
      },
      {
        type: "Sale",
        meaning: "receipt",
        fields: {
          external_id: "$.No",
          "customer.external_id": "$.Member.Id",
          total: "$.Sum",
          lines: "$.Rows",
          "lines.product": "$.Sku",
          "lines.quantity": "$.Qty",
        },
      },
    ],
  };
  const member = { Id: 77, Tier: "gold", Contacts: [{ Value: "a@shop.example" }] };
  expect(
    read({ EventType: "MemberRegistered", Meta: { Id: 9 }, At: "1772359200", Member: member }, rules),
  ).toMatchObject({
    ok: true,
    message: {
      id: "9",
      meaning: "customer",
      record: { externalId: 77, email: "a@shop.example", attributes: { tier: "gold" } },
      at: new Date(1772359200000),
    },
  });
  expect(
    read({ EventType: "Sale", No: "5", Member: member, Sum: 3, Rows: [{ Sku: "x", Qty: 2 }] }, rules),
  ).toMatchObject({
    ok: true,
    message: {
      record: { externalId: "5", customer: { externalId: 77 }, lines: [{ product: "x", quantity: 2 }] },
    },
  });
  expect(read({ EventType: "MemberLeft" }, rules)).toMatchObject({ ok: true, message: { meaning: "event" } });
});

test.each([
  ["{", "not_json"],
  ['{"__proto__":{"a":1},"type":"event"}', "not_json"],
  ["[1]", "unknown_type|not_object"],
  [{ type: "weather" }, "unknown_type"],
  [{ schema_version: 2, type: "event" }, "unknown_version"],
  [{ type: "event", occurred_at: "yesterday" }, "invalid_time"],
])("%j is refused: %s", (body, code) => {
  const reading = read(body);
  expect(reading.ok).toBe(false);
  expect(code.split("|")).toContain(reading.ok ? "" : reading.code);
  expect(reading.ok ? "" : reading.id).not.toBe("");
});

test("without an id the content is the id", () => {
  const same = [read({ type: "event" }), read({ type: "event" }), read({ type: "event", data: 1 })];
  const ids = same.map((one) => (one.ok ? one.message.id : ""));
  expect(ids[0]).toBe(ids[1]);
  expect(ids[0]).not.toBe(ids[2]);
});

test("paths reach own properties only", () => {
  expect(valueAt({ a: [{ b: 1 }] }, "$.a[0].b")).toBe(1);
  expect(valueAt({}, "$.constructor.name")).toBeUndefined();
  expect(valueAt({ a: "text" }, "$.a.length")).toBeUndefined();
});

test("one person's messages keep their order, others share a step", () => {
  const message = (name: string, meaning: "customer" | "order" | "merge", ...keys: string[]) => ({
    name,
    meaning,
    keys,
  });
  const layers = layersOf([
    message("a1", "customer", "id:a"),
    message("b1", "order", "id:b"),
    message("a2", "order", "id:a"),
    message("b2", "customer", "id:b", "mail:b"),
    message("b3", "order", "mail:b"),
    message("c1", "customer", "id:c"),
  ]);
  expect(layers.map((layer) => layer.map((one) => one.name))).toEqual([
    ["a1", "b1", "a2", "c1"],
    ["b2", "b3"],
  ]);
});
