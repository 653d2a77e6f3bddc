CREATE INDEX "customers_active" ON "customers" USING btree ("id") WHERE state = 'active';--> statement-breakpoint
-- The same indexes, carrying what counts and sums read: drizzle knows no INCLUDE.
DROP INDEX "receipts_at";--> statement-breakpoint
CREATE INDEX "receipts_at" ON "receipts" ("occurred_at") INCLUDE ("customer_id", "status", "total_minor");--> statement-breakpoint
DROP INDEX "receipts_customer_at";--> statement-breakpoint
CREATE INDEX "receipts_customer_at" ON "receipts" ("customer_id", "occurred_at") INCLUDE ("status", "total_minor");--> statement-breakpoint
DROP INDEX "customer_events_name";--> statement-breakpoint
CREATE INDEX "customer_events_name" ON "customer_events" ("name", "occurred_at") INCLUDE ("customer_id", "type");
