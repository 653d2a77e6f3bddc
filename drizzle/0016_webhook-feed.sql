-- The outgoing feed: what changes is told to the endpoints that want it, in the transaction of the change, one statement
-- for any number of rows, whoever the writer is. Nobody wants the type: one look at a small table.
CREATE FUNCTION webhook_wants(VARIADIC wanted text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM webhook_endpoints WHERE state = 'active' AND types && wanted)
$$;--> statement-breakpoint
-- Each event once per endpoint that wants it.
CREATE FUNCTION webhook_fan_out() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wanted bigint;
BEGIN
  INSERT INTO webhook_deliveries (endpoint_id, event_id, type, next_attempt_at, created_at, updated_at)
  SELECT p.id, t.id, t.type, t.created_at, t.created_at, t.created_at
  FROM told t JOIN webhook_endpoints p ON p.state = 'active' AND t.type = ANY (p.types);
  GET DIAGNOSTICS wanted = ROW_COUNT;
  IF wanted > 0 THEN PERFORM pg_notify('webhooks', ''); END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER webhook_events_fan_out AFTER INSERT ON webhook_events REFERENCING NEW TABLE AS told
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_fan_out();--> statement-breakpoint
-- Names of the fields that differ, custom ones as attributes.<code>; null when none does.
CREATE FUNCTION webhook_changes(after jsonb, before jsonb, names text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_agg(regexp_replace(name, '_minor$', '') ORDER BY name) FROM (
    SELECT name FROM unnest(names) AS name WHERE after -> name IS DISTINCT FROM before -> name
    UNION ALL
    SELECT 'attributes.' || coalesce(a.key, b.key)
    FROM jsonb_each(after -> 'attributes') a FULL JOIN jsonb_each(before -> 'attributes') b USING (key)
    WHERE after -> 'attributes' IS DISTINCT FROM before -> 'attributes' AND a.value IS DISTINCT FROM b.value) AS changed
$$;--> statement-breakpoint
CREATE FUNCTION webhook_person(person bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', 'cus_' || id, 'external_id', external_id) FROM customers WHERE id = person
$$;--> statement-breakpoint
CREATE FUNCTION webhook_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT webhook_wants('customer.created', 'customer.updated', 'customer.merged', 'customer.erased') THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'customer.created', a.id, date_trunc('milliseconds', now()), jsonb_build_object(
      'customer', jsonb_build_object('id', 'cus_' || a.id, 'external_id', a.external_id), 'via', a.created_via), date_trunc('milliseconds', now())
    FROM added a WHERE a.state = 'active' AND webhook_wants('customer.created');
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'customer.erased', NULL, date_trunc('milliseconds', now()), jsonb_build_object('customer', jsonb_build_object('id', 'cus_' || r.id)), date_trunc('milliseconds', now())
    FROM removed r WHERE r.state = 'active' AND webhook_wants('customer.erased');
  ELSE
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'customer.updated', a.id, date_trunc('milliseconds', now()), jsonb_build_object(
      'customer', jsonb_build_object('id', 'cus_' || a.id, 'external_id', a.external_id), 'changed', c.names), date_trunc('milliseconds', now())
    FROM added a JOIN removed r ON r.id = a.id
      CROSS JOIN LATERAL (SELECT webhook_changes(to_jsonb(a), to_jsonb(r), ARRAY['external_id', 'email', 'phone', 'first_name', 'middle_name', 'last_name', 'gender', 'birth_on', 'country', 'city', 'region', 'zip', 'locale', 'time_zone', 'registered_at', 'state']) AS names) c
    WHERE a.state = 'active' AND c.names IS NOT NULL AND webhook_wants('customer.updated');
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'customer.merged', a.merged_into, date_trunc('milliseconds', now()), jsonb_build_object(
      'customer', webhook_person(a.merged_into),
      'merged', jsonb_build_object('id', 'cus_' || a.id, 'external_id', r.external_id)), date_trunc('milliseconds', now())
    FROM added a JOIN removed r ON r.id = a.id
    WHERE a.state = 'merged' AND r.state <> 'merged' AND webhook_wants('customer.merged');
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'customer.erased', NULL, date_trunc('milliseconds', now()), jsonb_build_object('customer', jsonb_build_object('id', 'cus_' || a.id)), date_trunc('milliseconds', now())
    FROM added a JOIN removed r ON r.id = a.id
    WHERE a.state = 'erased' AND r.state <> 'erased' AND webhook_wants('customer.erased');
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER customers_webhook_added AFTER INSERT ON customers REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_customers();--> statement-breakpoint
CREATE TRIGGER customers_webhook_changed AFTER UPDATE ON customers REFERENCING NEW TABLE AS added OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_customers();--> statement-breakpoint
CREATE TRIGGER customers_webhook_removed AFTER DELETE ON customers REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_customers();--> statement-breakpoint
CREATE FUNCTION webhook_consents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT webhook_wants('consent.changed') THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'consent.changed', a.customer_id, date_trunc('milliseconds', now()), jsonb_build_object('customer', webhook_person(a.customer_id),
      'channel', a.channel, 'category', nullif(a.category, ''), 'state', a.state, 'source', a.source), date_trunc('milliseconds', now())
    FROM added a;
  ELSE
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'consent.changed', a.customer_id, date_trunc('milliseconds', now()), jsonb_build_object('customer', webhook_person(a.customer_id),
      'channel', a.channel, 'category', nullif(a.category, ''), 'state', a.state, 'source', a.source), date_trunc('milliseconds', now())
    FROM added a JOIN removed r USING (customer_id, channel, category) WHERE a.state <> r.state;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER subscriptions_webhook_added AFTER INSERT ON subscriptions REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_consents();--> statement-breakpoint
CREATE TRIGGER subscriptions_webhook_changed AFTER UPDATE ON subscriptions REFERENCING NEW TABLE AS added OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_consents();--> statement-breakpoint
CREATE FUNCTION webhook_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT webhook_wants('order.created', 'order.updated') THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'order.created', a.customer_id, date_trunc('milliseconds', now()), jsonb_build_object('customer', webhook_person(a.customer_id),
      'order', jsonb_build_object('id', 'ord_' || a.id, 'external_id', a.external_id, 'number', a.number, 'status', a.status, 'payment_status', a.payment_status, 'delivery_status', a.delivery_status, 'occurred_at', a.occurred_at)), date_trunc('milliseconds', now())
    FROM added a WHERE webhook_wants('order.created');
  ELSE
    -- A merge only changes whose it is, an erasure only takes its names away: both are told by themselves.
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'order.updated', a.customer_id, date_trunc('milliseconds', now()), jsonb_build_object('customer', webhook_person(a.customer_id),
      'order', jsonb_build_object('id', 'ord_' || a.id, 'external_id', a.external_id, 'number', a.number, 'status', a.status, 'payment_status', a.payment_status, 'delivery_status', a.delivery_status, 'occurred_at', a.occurred_at),
      'changed', c.names), date_trunc('milliseconds', now())
    FROM added a JOIN removed r ON r.id = a.id
      CROSS JOIN LATERAL (SELECT webhook_changes(to_jsonb(a), to_jsonb(r), ARRAY['number', 'occurred_at', 'status', 'delivery_status', 'payment_status', 'store_id', 'channel', 'total_minor', 'discount_minor', 'currency', 'promo_code']) AS names) c
    WHERE c.names IS NOT NULL AND a.external_id = r.external_id AND webhook_wants('order.updated');
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER orders_webhook_added AFTER INSERT ON orders REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_orders();--> statement-breakpoint
CREATE TRIGGER orders_webhook_changed AFTER UPDATE ON orders REFERENCING NEW TABLE AS added OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_orders();--> statement-breakpoint
CREATE FUNCTION webhook_receipts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT webhook_wants('receipt.created', 'receipt.updated') THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'receipt.created', a.customer_id, date_trunc('milliseconds', now()), jsonb_build_object('customer', webhook_person(a.customer_id),
      'receipt', jsonb_build_object('id', 'rcp_' || a.id, 'external_id', a.external_id, 'number', a.number, 'status', a.status, 'occurred_at', a.occurred_at)), date_trunc('milliseconds', now())
    FROM added a WHERE webhook_wants('receipt.created');
  ELSE
    -- A merge only changes whose it is, an erasure only takes its names away: both are told by themselves.
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'receipt.updated', a.customer_id, date_trunc('milliseconds', now()), jsonb_build_object('customer', webhook_person(a.customer_id),
      'receipt', jsonb_build_object('id', 'rcp_' || a.id, 'external_id', a.external_id, 'number', a.number, 'status', a.status, 'occurred_at', a.occurred_at),
      'changed', c.names), date_trunc('milliseconds', now())
    FROM added a JOIN removed r ON r.id = a.id
      CROSS JOIN LATERAL (SELECT webhook_changes(to_jsonb(a), to_jsonb(r), ARRAY['number', 'occurred_at', 'status', 'store_id', 'channel', 'total_minor', 'discount_minor', 'bonus_paid_minor', 'bonus_earned_minor', 'currency', 'order_external_id']) AS names) c
    WHERE c.names IS NOT NULL AND a.external_id = r.external_id AND webhook_wants('receipt.updated');
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER receipts_webhook_added AFTER INSERT ON receipts REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_receipts();--> statement-breakpoint
CREATE TRIGGER receipts_webhook_changed AFTER UPDATE ON receipts REFERENCING NEW TABLE AS added OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_receipts();--> statement-breakpoint
CREATE FUNCTION webhook_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT webhook_wants('message.delivered', 'message.opened', 'message.clicked', 'message.failed', 'message.unsubscribed',
    'message.complained') THEN RETURN NULL; END IF;
  INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
  SELECT 'message.' || k.kind, a.customer_id, a.at, jsonb_strip_nulls(jsonb_build_object('customer', webhook_person(a.customer_id),
    'message', jsonb_build_object('id', a.message_id, 'channel', m.channel, 'source', m.source_kind, 'source_id', m.source_id,
      'node_id', m.node_id, 'category', nullif(m.category, '')),
    'reason', CASE WHEN k.kind = 'failed' THEN a.kind END, 'link_no', a.link_no)), date_trunc('milliseconds', now())
  FROM added a
    CROSS JOIN LATERAL (SELECT CASE a.kind WHEN 'bounced' THEN 'failed' ELSE a.kind END AS kind) k
    LEFT JOIN messages m ON m.customer_id = a.customer_id AND m.planned_at = a.planned_at AND m.id = a.message_id
  WHERE k.kind IN ('delivered', 'opened', 'clicked', 'failed', 'unsubscribed', 'complained') AND NOT a.is_machine
    AND EXISTS (SELECT FROM webhook_endpoints p WHERE p.state = 'active' AND 'message.' || k.kind = ANY (p.types));
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER message_events_webhook_added AFTER INSERT ON message_events REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_messages();--> statement-breakpoint
CREATE FUNCTION webhook_participants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT webhook_wants('campaign.entered', 'campaign.finished') THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'campaign.entered', a.customer_id, a.entered_at, jsonb_build_object('customer', webhook_person(a.customer_id),
      'campaign', jsonb_build_object('id', a.campaign_id, 'version', a.version), 'participant_id', a.id), date_trunc('milliseconds', now())
    FROM added a WHERE webhook_wants('campaign.entered');
  ELSE
    INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
    SELECT 'campaign.finished', a.customer_id, coalesce(a.finished_at, now()), jsonb_build_object('customer', webhook_person(a.customer_id),
      'campaign', jsonb_build_object('id', a.campaign_id, 'version', a.version), 'participant_id', a.id,
      'outcome', a.state, 'reason', a.reason), date_trunc('milliseconds', now())
    FROM added a JOIN removed r ON r.id = a.id
    WHERE r.state = 'active' AND a.state <> 'active' AND webhook_wants('campaign.finished');
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER campaign_participants_webhook_added AFTER INSERT ON campaign_participants REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_participants();--> statement-breakpoint
CREATE TRIGGER campaign_participants_webhook_changed AFTER UPDATE ON campaign_participants REFERENCING NEW TABLE AS added OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_participants();--> statement-breakpoint
CREATE FUNCTION webhook_imports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT webhook_wants('import.finished') THEN RETURN NULL; END IF;
  INSERT INTO webhook_events (type, customer_id, occurred_at, data, created_at)
  SELECT 'import.finished', NULL, coalesce(a.finished_at, now()), jsonb_build_object('import', jsonb_build_object('id', a.id,
    'entity', a.entity, 'status', a.status, 'rows', jsonb_build_object('total', a.rows_total, 'created', a.rows_created,
      'updated', a.rows_updated, 'unchanged', a.rows_unchanged, 'rejected', a.rows_rejected))), date_trunc('milliseconds', now())
  FROM added a JOIN removed r ON r.id = a.id
  WHERE a.status IN ('succeeded', 'failed', 'cancelled') AND r.status <> a.status AND NOT a.is_dry_run;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER imports_webhook_changed AFTER UPDATE ON imports REFERENCING NEW TABLE AS added OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION webhook_imports();
