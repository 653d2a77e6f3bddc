CREATE INDEX "order_lines_product" ON "order_lines" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "orders_number" ON "orders" USING btree ("number");--> statement-breakpoint
CREATE INDEX "orders_store_at" ON "orders" USING btree ("store_id","occurred_at");--> statement-breakpoint
CREATE INDEX "receipt_lines_product" ON "receipt_lines" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "receipts_number" ON "receipts" USING btree ("number");--> statement-breakpoint
CREATE INDEX "receipts_store_at" ON "receipts" USING btree ("store_id","occurred_at");