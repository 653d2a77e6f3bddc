import { demoCategories, demoProducts } from "./catalogue";
import { copyRows } from "./copy";
import { json, type Load, numbers, pictureUrl, productUrl } from "./load";
import { demoCities, demoStores } from "./people";

/** Project settings, then categories, products and stores. */
export async function loadSettings(load: Load): Promise<void> {
  const values: Record<string, string> = {
    company: "Belfry Market",
    siteUrl: `${load.options.baseUrl}/demo/shop`,
    postalAddress: "Belfry Market, 17 Taganskaya St, Moscow 109147",
    supportEmail: "care@belfry.example",
    timeZone: "Europe/Moscow",
    currency: "RUB",
    defaultCountry: "RU",
    senderName: "Belfry Market",
    senderEmail: "hello@belfry.example",
  };
  // What the owner has set already stays.
  for (const [name, value] of Object.entries(values))
    await load.client.query("insert into settings (name, value) values ($1, $2) on conflict do nothing", [
      name,
      json(value),
    ]);
  const { rows } = await load.client.query<{ id: number }>("select id from sources order by id limit 1");
  load.sourceId = rows[0]?.id ?? 1;
}

export async function loadCatalogue(load: Load): Promise<void> {
  const categoryIds = await numbers(
    load,
    "pg_get_serial_sequence('categories', 'id')",
    demoCategories.length,
  );
  for (const [i, category] of demoCategories.entries())
    load.categoryIds.set(category.code, categoryIds[i] ?? 0);
  const idOf = (code: string) => load.categoryIds.get(code) ?? 0;
  await copyRows(
    load.client,
    "categories",
    ["id", "external_id", "parent_id", "name", "path", "attributes"],
    demoCategories.map((c) => [
      idOf(c.code),
      c.code,
      c.parent ? idOf(c.parent) : null,
      c.name,
      `{${[...(c.parent ? [idOf(c.parent)] : []), idOf(c.code)].join(",")}}`,
      json({ name_ru: c.nameRu }),
    ]),
  );

  const productIds = await numbers(load, "pg_get_serial_sequence('products', 'id')", demoProducts.length);
  for (const [i, product] of demoProducts.entries()) load.productIds.set(product.code, productIds[i] ?? 0);
  await copyRows(
    load.client,
    "products",
    [
      "id",
      "external_id",
      "name",
      "category_id",
      "brand",
      "price_minor",
      "old_price_minor",
      "url",
      "image_url",
      "attributes",
    ],
    demoProducts.map((p) => [
      load.productIds.get(p.code),
      p.code,
      p.name,
      idOf(p.category),
      p.brand,
      p.price * 100,
      p.oldPrice === null ? null : p.oldPrice * 100,
      productUrl(load, p.code),
      pictureUrl(load, p.code),
      json({ name_ru: p.nameRu }),
    ]),
  );

  const storeIds = await numbers(load, "pg_get_serial_sequence('stores', 'id')", demoStores.length);
  for (const [i, store] of demoStores.entries()) load.storeIds.set(store.code, storeIds[i] ?? 0);
  await copyRows(
    load.client,
    "stores",
    ["id", "external_id", "name", "city", "region", "address", "format", "time_zone", "attributes"],
    demoStores.map((s) => {
      const city = demoCities.find((one) => one.name === s.city);
      return [
        load.storeIds.get(s.code),
        s.code,
        s.name,
        s.city,
        city?.region ?? null,
        s.address,
        s.format,
        city?.timeZone ?? null,
        json({ coffee_corner: s.coffee, parking: s.parking, opened_year: s.openedYear }),
      ];
    }),
  );
}
