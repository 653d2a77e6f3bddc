ALTER TABLE "rfm_moves" ADD COLUMN "from_segment" text;--> statement-breakpoint
ALTER TABLE "rfm_moves" ADD COLUMN "to_segment" text;--> statement-breakpoint
CREATE INDEX "rfm_moves_day" ON "rfm_moves" USING btree ("model_id","moved_on");--> statement-breakpoint
-- What is there already, by the groups of its run and the product's grid.
UPDATE rfm_moves v SET
  from_segment = g.codes[round((v.from_r - 1) * 4.0 / (g.groups - 1))::int * 5 + 1 + round((v.from_f - 1) * 4.0 / (g.groups - 1))::int],
  to_segment = g.codes[round((v.to_r - 1) * 4.0 / (g.groups - 1))::int * 5 + 1 + round((v.to_f - 1) * 4.0 / (g.groups - 1))::int]
FROM (SELECT id, (scoring ->> 'groups')::int AS groups, '{lost,lost,at_risk,at_risk,cant_lose,hibernating,hibernating,at_risk,at_risk,cant_lose,about_to_sleep,about_to_sleep,need_attention,loyal,loyal,promising,potential_loyal,potential_loyal,loyal,loyal,new,potential_loyal,potential_loyal,champions,champions}'::text[] AS codes FROM rfm_runs) g
WHERE g.id = v.run_id;
