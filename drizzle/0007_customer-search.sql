DROP INDEX "customers_last_name";--> statement-breakpoint
CREATE INDEX "customer_identities_prefix" ON "customer_identities" USING btree (lower("value") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "customers_last_name_prefix" ON "customers" USING btree (lower("last_name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "customers_first_name_prefix" ON "customers" USING btree (lower("first_name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "products_name" ON "products" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "customers_last_name" ON "customers" USING btree ("last_name","id");