CREATE TABLE "custom_metrics" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"definition" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "custom_metrics_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "segment_marks" (
	"customer_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "segment_marks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"topic" text NOT NULL,
	CONSTRAINT "segment_marks_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
ALTER TABLE "segment_moves" ADD COLUMN "cause" text DEFAULT 'change' NOT NULL;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "is_stale" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "problem" text;--> statement-breakpoint
CREATE INDEX "custom_metrics_name" ON "custom_metrics" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "segment_marks_order" ON "segment_marks" USING btree ("id");--> statement-breakpoint
ALTER TABLE "segment_days" DROP COLUMN "purchases";--> statement-breakpoint
ALTER TABLE "segment_days" DROP COLUMN "revenue_minor";--> statement-breakpoint
-- Whom live segments have to look at again, whichever way the change was written. Without a live segment that asks about
-- the topic, a statement pays one look-up.
CREATE FUNCTION mark_segments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM segment_dependencies WHERE topic = TG_ARGV[0]) THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO segment_marks (customer_id, topic) SELECT DISTINCT customer_id, TG_ARGV[0] FROM added WHERE customer_id IS NOT NULL;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO segment_marks (customer_id, topic) SELECT DISTINCT customer_id, TG_ARGV[0] FROM removed WHERE customer_id IS NOT NULL;
  ELSE
    INSERT INTO segment_marks (customer_id, topic)
    SELECT customer_id, TG_ARGV[0] FROM (SELECT customer_id FROM added UNION SELECT customer_id FROM removed) changed
    WHERE customer_id IS NOT NULL;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
-- Events by their name, so that a segment about one of them sleeps through the others.
CREATE FUNCTION mark_segments_of_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM segment_dependencies WHERE topic >= 'event:' AND topic < 'event;') THEN RETURN NULL; END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO segment_marks (customer_id, topic)
    SELECT DISTINCT e.customer_id, d.topic FROM added e JOIN segment_dependencies d ON d.topic = 'event:' || e.type || ':' || e.name;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO segment_marks (customer_id, topic)
    SELECT DISTINCT e.customer_id, d.topic FROM removed e JOIN segment_dependencies d ON d.topic = 'event:' || e.type || ':' || e.name;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
-- person: who is new, gone or back is judged by every live segment. seen: her last visit alone, as that changes all day.
CREATE FUNCTION mark_segments_of_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM segment_dependencies WHERE topic IN ('person', 'profile', 'seen')) THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO segment_marks (customer_id, topic) SELECT id, 'person' FROM added;
    RETURN NULL;
  END IF;
  INSERT INTO segment_marks (customer_id, topic)
  SELECT id, topic FROM (
    SELECT a.id, CASE
      WHEN a.state IS DISTINCT FROM r.state THEN 'person'
      WHEN (a.external_id, a.email, a.phone, a.first_name, a.middle_name, a.last_name, a.gender, a.birth_on, a.country, a.city,
          a.region, a.region_id, a.zip, a.locale, a.time_zone, a.registered_at, a.created_at, a.attributes, a.email_code, a.phone_code)
        IS DISTINCT FROM (r.external_id, r.email, r.phone, r.first_name, r.middle_name, r.last_name, r.gender, r.birth_on, r.country,
          r.city, r.region, r.region_id, r.zip, r.locale, r.time_zone, r.registered_at, r.created_at, r.attributes, r.email_code,
          r.phone_code) THEN 'profile'
      WHEN a.last_seen_at IS DISTINCT FROM r.last_seen_at THEN 'seen' END AS topic
    FROM added a JOIN removed r ON r.id = a.id) changed
  WHERE topic IN (SELECT d.topic FROM segment_dependencies d);
  RETURN NULL;
END $$;--> statement-breakpoint
-- Lists that live segments are made of; and members who came to another person by a merge, where every rule is asked again.
CREATE FUNCTION mark_segments_of_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM segment_dependencies WHERE topic = 'person') THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO segment_marks (customer_id, topic)
    SELECT DISTINCT m.customer_id, d.topic FROM added m JOIN segment_dependencies d ON d.topic = 'list:' || m.segment_id;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO segment_marks (customer_id, topic)
    SELECT DISTINCT m.customer_id, d.topic FROM removed m JOIN segment_dependencies d ON d.topic = 'list:' || m.segment_id;
  ELSE
    INSERT INTO segment_marks (customer_id, topic)
    SELECT customer_id, 'person' FROM (SELECT customer_id FROM added UNION SELECT customer_id FROM removed) changed;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
-- What rules refer to and belongs to nobody: everybody is judged anew. Such a mark is of customer 0, who does not exist.
CREATE FUNCTION mark_segments_of_everybody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM segment_dependencies WHERE topic = TG_ARGV[0]) THEN
    INSERT INTO segment_marks (customer_id, topic) VALUES (0, TG_ARGV[0]);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
DO $$
DECLARE
  each record;
BEGIN
  FOR each IN SELECT * FROM (VALUES
    ('receipts', 'mark_segments', 'purchases'), ('orders', 'mark_segments', 'purchases'),
    ('receipt_lines', 'mark_segments', 'lines'), ('order_lines', 'mark_segments', 'lines'),
    ('carts', 'mark_segments', 'carts'), ('product_views', 'mark_segments', 'views'), ('customer_tags', 'mark_segments', 'tags'),
    ('subscriptions', 'mark_segments', 'consent'), ('messages', 'mark_segments', 'messages'),
    ('campaign_participants', 'mark_segments', 'participation'), ('rfm_scores', 'mark_segments', 'rfm'),
    ('rfm_moves', 'mark_segments', 'rfm_moves'), ('purchase_metrics', 'mark_segments', 'metrics'),
    ('predictions', 'mark_segments', 'predictions'),
    ('customer_events', 'mark_segments_of_events', ''), ('segment_members', 'mark_segments_of_members', '')
  ) AS t (tab, func, topic) LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION %I(%L)',
      each.tab || '_segments_added', each.tab, each.func, each.topic);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION %I(%L)',
      each.tab || '_segments_changed', each.tab, each.func, each.topic);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION %I(%L)',
      each.tab || '_segments_removed', each.tab, each.func, each.topic);
  END LOOP;
  CREATE TRIGGER customers_segments_added AFTER INSERT ON customers REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION mark_segments_of_customers();
  CREATE TRIGGER customers_segments_changed AFTER UPDATE ON customers REFERENCING NEW TABLE AS added OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_segments_of_customers();
  FOR each IN SELECT * FROM (VALUES ('products', 'catalogue'), ('categories', 'catalogue'), ('stores', 'stores'),
    ('regions', 'regions'), ('sources', 'sources'), ('rfm_models', 'rfm')) AS t (tab, topic) LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION mark_segments_of_everybody(%L)',
      each.tab || '_segments', each.tab, each.topic);
  END LOOP;
END $$;
