CREATE TABLE "segment_days" (
	"segment_id" uuid NOT NULL,
	"day" text NOT NULL,
	"size" integer NOT NULL,
	"entered" integer DEFAULT 0 NOT NULL,
	"left" integer DEFAULT 0 NOT NULL,
	"purchases" integer DEFAULT 0 NOT NULL,
	"revenue_minor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "segment_days_segment_id_day_pk" PRIMARY KEY("segment_id","day")
);
--> statement-breakpoint
CREATE TABLE "segment_dependencies" (
	"topic" text NOT NULL,
	"segment_id" uuid NOT NULL,
	CONSTRAINT "segment_dependencies_topic_segment_id_pk" PRIMARY KEY("topic","segment_id")
);
--> statement-breakpoint
CREATE TABLE "segment_members" (
	"customer_id" bigint NOT NULL,
	"segment_id" uuid NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "segment_members_customer_id_segment_id_pk" PRIMARY KEY("customer_id","segment_id")
);
--> statement-breakpoint
CREATE TABLE "segment_moves" (
	"customer_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "segment_moves_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"segment_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "segment_moves_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "segment_versions" (
	"segment_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb,
	"actor_label" text DEFAULT '' NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "segment_versions_segment_id_version_pk" PRIMARY KEY("segment_id","version")
);
--> statement-breakpoint
CREATE TABLE "segments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"definition" jsonb,
	"sample" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"is_live" boolean DEFAULT false NOT NULL,
	"size" integer,
	"size_at" timestamp with time zone,
	"evaluated_at" timestamp with time zone,
	"next_change_at" timestamp with time zone,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
DROP INDEX "name_words_similar";--> statement-breakpoint
ALTER TABLE "rfm_scores" ADD COLUMN "segment" text NOT NULL;--> statement-breakpoint
ALTER TABLE "segment_days" ADD CONSTRAINT "segment_days_segment_id_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_dependencies" ADD CONSTRAINT "segment_dependencies_segment_id_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_versions" ADD CONSTRAINT "segment_versions_segment_id_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "segment_dependencies_segment" ON "segment_dependencies" USING btree ("segment_id");--> statement-breakpoint
CREATE INDEX "segment_members_segment" ON "segment_members" USING btree ("segment_id","customer_id");--> statement-breakpoint
CREATE INDEX "segment_moves_segment" ON "segment_moves" USING btree ("segment_id","at");--> statement-breakpoint
CREATE INDEX "segments_name" ON "segments" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "segments_next_change" ON "segments" USING btree ("next_change_at") WHERE is_live and archived_at is null;--> statement-breakpoint
CREATE INDEX "name_words_alike" ON "name_words" USING gin (translate("word", 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя', 'abvgdeejziyklmnoprstufhc46w789321') gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "rfm_scores_segment" ON "rfm_scores" USING btree ("model_id","segment");--> statement-breakpoint
CREATE VIEW "public"."purchase_lines" AS (
  select customer_id, 'receipt'::text as kind, receipt_id as purchase_id, line_no, product_id, product_external_id, quantity, price_minor, total_minor
  from "receipt_lines"
  union all
  select customer_id, 'order'::text, order_id, line_no, product_id, product_external_id, quantity, price_minor, total_minor
  from "order_lines");