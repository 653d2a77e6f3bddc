INSERT INTO "identity_kinds" ("code", "priority", "max_per_person", "may_decide", "may_merge", "block_after", "is_built_in") VALUES
  ($$external_id$$, 10, 1, true, false, null, true),
  ($$email$$, 20, 1, true, false, 10, true),
  ($$phone$$, 30, 1, true, false, 10, true),
  ($$card$$, 40, 10, true, true, 5, true),
  ($$push_token$$, 90, 20, false, false, null, true);
