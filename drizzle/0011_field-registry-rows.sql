INSERT INTO "field_registry" ("version") VALUES (nextval('field_versions'));--> statement-breakpoint
INSERT INTO "region_matching" ("id") VALUES (1);--> statement-breakpoint
INSERT INTO "seen_attributes" ("object", "code", "sample")
SELECT 'customer', a.key, min(a.value::text)::jsonb FROM "customers", jsonb_each("attributes") a GROUP BY a.key
UNION ALL SELECT 'order', a.key, min(a.value::text)::jsonb FROM "orders", jsonb_each("attributes") a GROUP BY a.key
UNION ALL SELECT 'receipt', a.key, min(a.value::text)::jsonb FROM "receipts", jsonb_each("attributes") a GROUP BY a.key
UNION ALL SELECT 'product', a.key, min(a.value::text)::jsonb FROM "products", jsonb_each("attributes") a GROUP BY a.key
UNION ALL SELECT 'category', a.key, min(a.value::text)::jsonb FROM "categories", jsonb_each("attributes") a GROUP BY a.key
UNION ALL SELECT 'store', a.key, min(a.value::text)::jsonb FROM "stores", jsonb_each("attributes") a GROUP BY a.key;
