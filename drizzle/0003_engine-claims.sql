ALTER TABLE "engine_events" ALTER COLUMN "data" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "engine_functions" ALTER COLUMN "config" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "engine_runs" ALTER COLUMN "event" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "engine_runs" ALTER COLUMN "output" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "engine_runs" ALTER COLUMN "error" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "engine_steps" ALTER COLUMN "position" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "engine_steps" ALTER COLUMN "data" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "engine_steps" ALTER COLUMN "error" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "engine_events" ADD COLUMN "deliver_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "engine_events" ADD COLUMN "delivered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "engine_runs" ADD COLUMN "claim" uuid;--> statement-breakpoint
ALTER TABLE "engine_runs" ADD COLUMN "again" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "engine_runs" ADD COLUMN "started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "engine_steps" ADD COLUMN "is_grouped" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "engine_steps" ADD COLUMN "claim" uuid;--> statement-breakpoint
CREATE INDEX "engine_runs_created" ON "engine_runs" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "engine_steps_state" ON "engine_steps" USING btree ("state","due_at");