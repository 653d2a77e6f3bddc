CREATE TABLE "event_names" (
	"type" text NOT NULL,
	"name" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"events" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "event_names_type_name_pk" PRIMARY KEY("type","name")
);
--> statement-breakpoint
CREATE TABLE "source_activity" (
	"source_id" smallint NOT NULL,
	"minute" timestamp with time zone NOT NULL,
	"events" integer NOT NULL,
	"last_received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "source_activity_source_id_minute_pk" PRIMARY KEY("source_id","minute")
);
--> statement-breakpoint
ALTER TABLE "event_log" ALTER COLUMN "seq" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "event_log" ALTER COLUMN "payload" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "rejected_inputs" ADD COLUMN "event_id" uuid;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "events_per_second" integer;--> statement-breakpoint
ALTER TABLE "visitors" ADD COLUMN "joined_by" uuid;--> statement-breakpoint
CREATE INDEX "customer_events_origin" ON "customer_events" USING btree ("origin_id") WHERE customer_id <> origin_id;--> statement-breakpoint
CREATE INDEX "customer_events_commerce" ON "customer_events" USING btree ("customer_id","occurred_at") WHERE type = 'track' and name in ('Product Added', 'Product Removed', 'Cart Viewed', 'Checkout Started', 'Order Completed', 'Product Added to Wishlist', 'Product Removed from Wishlist', 'Wishlist Product Added to Cart');--> statement-breakpoint
DROP SEQUENCE "public"."event_log_seq";