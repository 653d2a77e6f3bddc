import { expect, test } from "vitest";
import { archiveCampaign, createCampaign } from "@/server/domain/campaigns";
import { createField, deleteField, getField } from "@/server/domain/fields";
import { asRole, ensureTestUser } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const ctx = asRole(db, "administrator");

test("a campaign that asks for a field keeps it, until the campaign is archived", async () => {
  await ensureTestUser(db);
  await createField(ctx, { object: "customer", code: "children", name: "Children", type: "integer" });
  const rule = {
    kind: "attribute",
    field: "attributes.children",
    type: "number",
    test: { operator: "at_least", value: 1 },
  };
  const graph = {
    nodes: [{ id: "f", kind: "filter", name: "", settings: { rule } }],
    edges: [],
    positions: {},
  };
  const campaign = await createCampaign(ctx, { name: "Parents", graph });
  const field = { object: "customer" as const, code: "children" };
  expect((await getField(ctx, field)).usages).toMatchObject([
    { kind: "campaign", label: "Parents", id: campaign.id },
  ]);
  await expect(deleteField(ctx, field)).rejects.toThrow('campaign "Parents"');
  await archiveCampaign(ctx, { id: campaign.id });
  await expect(deleteField(ctx, field)).resolves.toMatchObject(field);
});
