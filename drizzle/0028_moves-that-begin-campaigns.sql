CREATE TABLE "campaign_cursors" (
	"campaign_id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"position" bigint NOT NULL,
	"moved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "segment_moves_order" ON "segment_moves" USING btree ("segment_id","id");--> statement-breakpoint
-- "At the last computation" is another one for everybody when a model is computed; "the default model" when models change.
CREATE TRIGGER rfm_runs_segments AFTER INSERT OR UPDATE OR DELETE ON rfm_runs
  FOR EACH STATEMENT EXECUTE FUNCTION mark_segments_of_everybody('rfm_runs');--> statement-breakpoint
CREATE TRIGGER rfm_models_segments_default AFTER INSERT OR UPDATE OR DELETE ON rfm_models
  FOR EACH STATEMENT EXECUTE FUNCTION mark_segments_of_everybody('rfm_models');
