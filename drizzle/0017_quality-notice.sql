-- Marks people whose derived facts are stale, whichever way they were written, and tells who follows them when there was nothing to do.
CREATE OR REPLACE FUNCTION mark_quality_stale() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was_idle boolean := NOT EXISTS (SELECT 1 FROM dirty_customers WHERE topic = 'quality');
  marked bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO dirty_customers (topic, customer_id, marked_at)
    SELECT 'quality', id, clock_timestamp() FROM added
    ON CONFLICT (topic, customer_id) DO UPDATE SET marked_at = excluded.marked_at;
  ELSE
    INSERT INTO dirty_customers (topic, customer_id, marked_at)
    SELECT 'quality', a.id, clock_timestamp() FROM added a JOIN removed r ON r.id = a.id
    WHERE (a.email, a.phone, a.first_name, a.middle_name, a.last_name, a.gender, a.country, a.city, a.region, a.zip,
        a.time_zone, a.email_code, a.phone_code, a.state)
      IS DISTINCT FROM (r.email, r.phone, r.first_name, r.middle_name, r.last_name, r.gender, r.country, r.city, r.region,
        r.zip, r.time_zone, r.email_code, r.phone_code, r.state)
    ORDER BY a.id
    ON CONFLICT (topic, customer_id) DO UPDATE SET marked_at = excluded.marked_at;
  END IF;
  GET DIAGNOSTICS marked = ROW_COUNT;
  IF marked > 0 AND was_idle THEN
    PERFORM pg_notify('quality', '');
  END IF;
  RETURN NULL;
END $$;
