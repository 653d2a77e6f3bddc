CREATE INDEX "campaign_participants_entered" ON "campaign_participants" USING brin ("entered_at") WITH (autosummarize = on);--> statement-breakpoint
CREATE INDEX "message_events_at" ON "message_events" USING brin ("at") WITH (autosummarize = on);--> statement-breakpoint
-- The project's zone and currency are in every rule.
CREATE TRIGGER settings_segments AFTER UPDATE ON settings FOR EACH ROW
  WHEN (NEW.name IN ('timeZone', 'currency') AND OLD.value IS DISTINCT FROM NEW.value)
  EXECUTE FUNCTION mark_segments_of_everybody('person');
