CREATE TABLE "prediction_models" (
	"name" text PRIMARY KEY NOT NULL,
	"parameters" jsonb NOT NULL,
	"customers" integer NOT NULL,
	"log_likelihood" double precision NOT NULL,
	"has_converged" boolean NOT NULL,
	"as_of" date NOT NULL,
	"fitted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "predictions" (
	"customer_id" bigint PRIMARY KEY NOT NULL,
	"probability_active" double precision NOT NULL,
	"purchase_probability_30d" double precision NOT NULL,
	"expected_purchases_12m" double precision NOT NULL,
	"expected_check_minor" bigint NOT NULL,
	"cltv12m_minor" bigint NOT NULL,
	"as_of" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "purchase_metrics" (
	"customer_id" bigint PRIMARY KEY NOT NULL,
	"purchases" integer NOT NULL,
	"revenue_minor" bigint NOT NULL,
	"purchases_30d" integer NOT NULL,
	"revenue30d_minor" bigint NOT NULL,
	"purchases_90d" integer NOT NULL,
	"revenue90d_minor" bigint NOT NULL,
	"purchases_365d" integer NOT NULL,
	"revenue365d_minor" bigint NOT NULL,
	"first_on" date NOT NULL,
	"last_on" date NOT NULL,
	"average_minor" bigint NOT NULL,
	"median_minor" bigint NOT NULL,
	"largest_minor" bigint NOT NULL,
	"items_per_purchase" numeric(14, 3),
	"average_item_minor" bigint,
	"discount_share" numeric(7, 4),
	"bonus_share" numeric(7, 4),
	"returns" integer NOT NULL,
	"return_share" numeric(7, 4),
	"visits" integer NOT NULL,
	"average_gap_days" numeric(10, 2),
	"median_gap_days" numeric(10, 2),
	"expected_next_on" date,
	"favourite_store_id" bigint,
	"favourite_weekday" smallint,
	"favourite_hour" smallint,
	"favourite_category_id" bigint,
	"favourite_brand" text,
	"favourite_product_id" bigint,
	"categories" integer NOT NULL,
	"online_share" numeric(7, 4),
	"channels" smallint NOT NULL,
	"as_of" date NOT NULL,
	"next_change_on" date
);
--> statement-breakpoint
CREATE INDEX "purchase_metrics_next_change" ON "purchase_metrics" USING btree ("next_change_on");--> statement-breakpoint
CREATE INDEX "purchase_metrics_last" ON "purchase_metrics" USING btree ("last_on","customer_id");