ALTER TABLE "engine_runs" DROP COLUMN "concurrency_key";--> statement-breakpoint
ALTER TABLE "engine_waits" DROP COLUMN "timeout_at";