import { expect, test } from "vitest";
import { guessEntity } from "./guess-entity";

test.each([
  ["clients_2026-01-01.csv", "customers"],
  ["Заказы за май.csv", "orders"],
  ["CDNOW_master.txt", "orders"],
  ["product_categories.csv", "categories"],
  ["товары.csv", "products"],
  ["чеки.csv", "receipts"],
  ["stores.csv.gz", "stores"],
  ["export.csv", undefined],
])("%s holds %s", (name, entity) => {
  expect(guessEntity(name)).toBe(entity);
});
