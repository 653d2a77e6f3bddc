import type { ImportEntity } from "@/server/domain/integrations/fields/catalogue";

const words: readonly [RegExp, ImportEntity][] = [
  [/categor|катег|product_cat/i, "categories"],
  [/product|goods|catalog|товар|каталог/i, "products"],
  [/receipt|cheque|чек/i, "receipts"],
  [/order|purchase|transaction|заказ|покупк|cdnow/i, "orders"],
  [/store|shop|outlet|магаз/i, "stores"],
  [/customer|client|contact|клиент|покупател|контакт/i, "customers"],
];

/** What a file holds, by its name. Only a first choice: the next page asks again. */
export const guessEntity = (fileName: string): ImportEntity | undefined =>
  words.find(([pattern]) => pattern.test(fileName))?.[1];
