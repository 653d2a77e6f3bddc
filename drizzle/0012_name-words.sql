-- Words of people's names go into a queue without a key: loads running side by side never wait for each other over a common name.
CREATE FUNCTION note_name_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO new_name_words (word)
  SELECT DISTINCT w.word FROM written c
    CROSS JOIN LATERAL unnest(ARRAY[lower(c.last_name), lower(c.first_name), lower(c.middle_name)]) AS w(word)
  WHERE length(w.word) BETWEEN 3 AND 60 AND NOT EXISTS (SELECT FROM name_words known WHERE known.word = w.word);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION note_changed_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO new_name_words (word)
  SELECT w.word FROM unnest(ARRAY[lower(NEW.last_name), lower(NEW.first_name), lower(NEW.middle_name)]) AS w(word)
  WHERE length(w.word) BETWEEN 3 AND 60 AND NOT EXISTS (SELECT FROM name_words known WHERE known.word = w.word);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER customers_name_words_added AFTER INSERT ON customers REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION note_name_words();--> statement-breakpoint
CREATE TRIGGER customers_name_words_changed AFTER UPDATE OF last_name, first_name, middle_name ON customers
  FOR EACH ROW WHEN ((OLD.last_name, OLD.first_name, OLD.middle_name) IS DISTINCT FROM (NEW.last_name, NEW.first_name, NEW.middle_name))
  EXECUTE FUNCTION note_changed_name();--> statement-breakpoint
INSERT INTO new_name_words (word)
SELECT DISTINCT w.word FROM customers c
  CROSS JOIN LATERAL unnest(ARRAY[lower(c.last_name), lower(c.first_name), lower(c.middle_name)]) AS w(word)
WHERE length(w.word) BETWEEN 3 AND 60;
