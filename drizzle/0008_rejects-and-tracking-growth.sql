CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "event_issues" (
	"source_id" smallint NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"day" timestamp with time zone NOT NULL,
	"events" bigint DEFAULT 0 NOT NULL,
	"example" text,
	"event_id" uuid,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "event_issues_source_id_day_code_name_pk" PRIMARY KEY("source_id","day","code","name")
);
--> statement-breakpoint
CREATE TABLE "event_shapes" (
	"source_id" smallint NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"property" text NOT NULL,
	"events" bigint DEFAULT 0 NOT NULL,
	"kinds" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"example" text,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "event_shapes_source_id_type_name_property_pk" PRIMARY KEY("source_id","type","name","property")
);
--> statement-breakpoint
CREATE TABLE "product_views" (
	"customer_id" bigint NOT NULL,
	"origin_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"item_id" text NOT NULL,
	"views" integer DEFAULT 0 NOT NULL,
	"additions" integer DEFAULT 0 NOT NULL,
	"weight" double precision DEFAULT 0 NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "product_views_customer_id_kind_item_id_origin_id_pk" PRIMARY KEY("customer_id","kind","item_id","origin_id")
);
--> statement-breakpoint
CREATE TABLE "system_events" (
	"occurred_at" timestamp with time zone NOT NULL,
	"id" uuid NOT NULL,
	"source_id" smallint NOT NULL,
	"name" text NOT NULL,
	"properties" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"context" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "system_events_occurred_at_id_pk" PRIMARY KEY("occurred_at","id")
) PARTITION BY RANGE ("occurred_at");
--> statement-breakpoint
DROP INDEX "rejected_inputs_at";--> statement-breakpoint
ALTER TABLE "import_rejects" ADD COLUMN "at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "import_rejects" ADD COLUMN "state" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "import_rejects" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_rejects" ADD COLUMN "tried_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "import_rejects" ADD COLUMN "settled_by" text;--> statement-breakpoint
ALTER TABLE "rejected_inputs" ADD COLUMN "entity" text DEFAULT 'event' NOT NULL;--> statement-breakpoint
ALTER TABLE "rejected_inputs" ADD COLUMN "origin" text;--> statement-breakpoint
ALTER TABLE "rejected_inputs" ADD COLUMN "code" text;--> statement-breakpoint
ALTER TABLE "rejected_inputs" ADD COLUMN "first_payload" text;--> statement-breakpoint
ALTER TABLE "rejected_inputs" ADD COLUMN "state" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "rejected_inputs" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rejected_inputs" ADD COLUMN "tried_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rejected_inputs" ADD COLUMN "settled_by" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "own_domains" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "allowed_origins" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "max_property_names" integer;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "old_write_key" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "old_key_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "visitors" ADD COLUMN "joined_how" text;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "campaign" jsonb;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "device" text;--> statement-breakpoint
CREATE INDEX "product_views_item" ON "product_views" USING btree ("kind","item_id","last_at");--> statement-breakpoint
CREATE INDEX "product_views_origin" ON "product_views" USING btree ("origin_id") WHERE customer_id <> origin_id;--> statement-breakpoint
CREATE INDEX "system_events_name" ON "system_events" USING btree ("name","occurred_at");--> statement-breakpoint
CREATE INDEX "import_rejects_at" ON "import_rejects" USING btree ("at","import_id","row_no");--> statement-breakpoint
CREATE INDEX "import_rejects_text" ON "import_rejects" USING gin ((message || ' ' || coalesce(field, '') || ' ' || left(raw::text, 8000)) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "rejected_inputs_state" ON "rejected_inputs" USING btree ("state","at","id");--> statement-breakpoint
CREATE INDEX "rejected_inputs_source" ON "rejected_inputs" USING btree ("source_id","at");--> statement-breakpoint
CREATE INDEX "rejected_inputs_text" ON "rejected_inputs" USING gin ((reason || ' ' || coalesce(path, '') || ' ' || coalesce(origin, '') || ' ' || left(coalesce(payload, ''), 8000)) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "rejected_inputs_at" ON "rejected_inputs" USING btree ("at","id");