ALTER TABLE "region_matching" ADD COLUMN "changed_in" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- A record's region follows its text, whichever way it was written.
CREATE FUNCTION match_region() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.region_id := (SELECT n.region_id FROM region_names n WHERE n.name = lower(NEW.region));
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER customers_region_added BEFORE INSERT ON customers FOR EACH ROW
  WHEN (NEW.region IS NOT NULL) EXECUTE FUNCTION match_region();--> statement-breakpoint
CREATE TRIGGER customers_region_changed BEFORE UPDATE OF region ON customers FOR EACH ROW
  WHEN (NEW.region IS DISTINCT FROM OLD.region) EXECUTE FUNCTION match_region();--> statement-breakpoint
CREATE TRIGGER stores_region_added BEFORE INSERT ON stores FOR EACH ROW
  WHEN (NEW.region IS NOT NULL) EXECUTE FUNCTION match_region();--> statement-breakpoint
CREATE TRIGGER stores_region_changed BEFORE UPDATE OF region ON stores FOR EACH ROW
  WHEN (NEW.region IS DISTINCT FROM OLD.region) EXECUTE FUNCTION match_region();--> statement-breakpoint
-- Reasons of unsubscribing: a dictionary of the system's, extended by people.
INSERT INTO "dictionaries" ("code", "name", "is_system") VALUES ('unsubscribe_reasons', 'Unsubscribe reasons', true);--> statement-breakpoint
INSERT INTO "dictionary_items" ("dictionary_id", "code", "name", "position")
SELECT d.id, i.code, i.name, i.position FROM "dictionaries" d,
  (VALUES ('too_often', 'Letters come too often', 1), ('not_relevant', 'The letters are not for me', 2)) AS i(code, name, position)
WHERE d.code = 'unsubscribe_reasons';
