import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultContent } from "@/emails/layouts";
import { jsonParam } from "@/server/db/client";
import {
  archiveTemplate,
  createTemplate,
  duplicateTemplate,
  ensureBuiltInTemplates,
  findReaders,
  getTemplate,
  listTemplates,
  previewTemplate,
  publishTemplate,
  restoreTemplate,
  restoreTemplateVersion,
  saveTemplateDraft,
} from "@/server/domain/templates";
import { renderPool } from "@/server/domain/templates/sandbox/pool";
import { asRole, asStranger } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
afterAll(() => renderPool().close());
const designer = asRole(db, "designer");
const marketer = asRole(db, "marketer");
const content = defaultContent("cart-reminder", "en");

async function newTemplate() {
  const { id } = await createTemplate(designer, { layout: "cart-reminder", locale: "en" });
  return getTemplate(designer, { id });
}

describe("built-in letters", () => {
  it("are made once, published, and left alone afterwards", async () => {
    const now = new Date("2026-03-01T10:00:00Z");
    await ensureBuiltInTemplates(db, now);
    const { rows } = await listTemplates(designer, {});
    expect(rows.map((row) => [row.code, row.currentVersion, row.hasChanges]).sort()).toEqual([
      ["cart-last-call", 1, false],
      ["cart-reminder", 1, false],
      ["welcome", 1, false],
      ["win-back", 1, false],
      ["win-back-question", 1, false],
    ]);
    const [first] = rows;
    await saveTemplateDraft(designer, { id: first?.id ?? "", revision: 1, name: "Ours" });
    await ensureBuiltInTemplates(db, now);
    const again = await listTemplates(designer, {});
    expect(again.rows).toHaveLength(5);
    expect(again.rows.filter((row) => row.name === "Ours")).toHaveLength(1);
  });
});

describe("drafts", () => {
  it("keep what is half-done and say what is wrong with it", async () => {
    const { id } = await newTemplate();
    const broken = {
      ...content,
      heading: "{{ customer.first_name",
      body: "{{ customer.shoe_size }}",
      subject: "",
    };
    const saved = await saveTemplateDraft(designer, { id, revision: 1, content: broken });
    expect(saved.revision).toBe(2);
    expect(saved.problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: "liquid", severity: "error", field: "heading" }),
        expect.objectContaining({ code: "required", severity: "error", field: "subject" }),
        expect.objectContaining({
          code: "unknown-variable",
          severity: "warning",
          detail: "customer.shoe_size",
        }),
      ]),
    );
    expect((await getTemplate(designer, { id })).content.heading).toBe("{{ customer.first_name");
  });

  it("refuse a save on top of somebody else's", async () => {
    const { id } = await newTemplate();
    await saveTemplateDraft(designer, { id, revision: 1, name: "First" });
    await expect(saveTemplateDraft(designer, { id, revision: 1, name: "Second" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("refuse a link that is not a web, mail or phone address", async () => {
    const { id } = await newTemplate();
    const evil = { ...content, buttonUrl: "javascript:alert(1)" };
    await expect(saveTemplateDraft(designer, { id, revision: 1, content: evil })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("publishing", () => {
  it("makes an immutable version with its Liquid intact, and none for the same draft again", async () => {
    const { id } = await newTemplate();
    expect(await publishTemplate(designer, { id, revision: 1 })).toEqual({ version: 1 });
    expect(await publishTemplate(designer, { id, revision: 1 })).toEqual({ version: 1 });
    await saveTemplateDraft(designer, { id, revision: 1, content: { ...content, heading: "Still here" } });
    expect(await publishTemplate(designer, { id, revision: 2 })).toEqual({ version: 2 });
    const [first, second] = [
      ...(await db.execute<{ html: string }>(sql`
      select html from template_versions where template_id = ${id} order by version`)),
    ];
    expect(first?.html).toContain("{% for item in cart.items limit: 4 %}");
    expect(first?.html).not.toContain("Still here");
    expect(second?.html).toContain("Still here");
    const restored = await restoreTemplateVersion(designer, { id, version: 1, revision: 2 });
    expect(restored.revision).toBe(3);
    expect((await getTemplate(designer, { id })).content.heading).toBe(content.heading);
  });

  it("is refused while a field does not parse, and the field is named", async () => {
    const { id } = await newTemplate();
    await saveTemplateDraft(designer, {
      id,
      revision: 1,
      content: { ...content, body: "{{ customer.email | raw }}" },
    });
    await expect(publishTemplate(designer, { id, revision: 2 })).rejects.toMatchObject({
      code: "invalid",
      fields: [{ path: "body", message: expect.stringContaining("undefined filter: raw") }],
    });
  });

  it("needs the right to write templates", async () => {
    const { id } = await newTemplate();
    await expect(publishTemplate(asRole(db, "analyst"), { id, revision: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(publishTemplate(asStranger(db), { id, revision: 1 })).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});

describe("copies and the archive", () => {
  it("a copy has a code and a name of its own", async () => {
    const template = await newTemplate();
    const copy = await getTemplate(designer, await duplicateTemplate(designer, { id: template.id }));
    expect(copy.code).not.toBe(template.code);
    expect(copy.name).toBe(`${template.name} (2)`);
    expect(copy.currentVersion).toBeNull();
  });

  it("is refused while a running campaign sends the template, however deep its id stands in the graph", async () => {
    const { id } = await newTemplate();
    const graph = { nodes: [{ id: "n1", config: { email: { templateId: id } } }] };
    await db.execute(sql`
      with campaign as (
        insert into campaigns (name, state, draft, settings, current_version)
        values ('Abandoned cart', 'active', '{}', '{}', 1) returning id)
      insert into campaign_versions (campaign_id, version, graph, settings)
      select id, 1, ${jsonParam(graph)}, '{}' from campaign`);
    await expect(archiveTemplate(designer, { id })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("“Abandoned cart”"),
    });
    expect((await getTemplate(designer, { id })).usedBy).toHaveLength(1);
    await db.execute(sql`update campaigns set state = 'stopped'`);
    await archiveTemplate(designer, { id });
    expect((await listTemplates(designer, { state: "archived" })).rows.map((row) => row.id)).toContain(id);
    await expect(saveTemplateDraft(designer, { id, revision: 1 })).rejects.toMatchObject({
      code: "precondition_failed",
    });
    await restoreTemplate(designer, { id });
    await saveTemplateDraft(designer, { id, revision: 1 });
  });
});

describe("preview", () => {
  beforeAll(async () => {
    await db.execute(sql`
      insert into customers (id, first_name, email, attributes) values (7001, 'O''Brien <b>', 'o@example.com', '{}')`);
    await db.execute(sql`
      insert into carts (customer_id, state, started_at, last_action_at, items, items_count, total_minor, currency, source_id)
      values (7001, 'open', now(), now(), ${jsonParam([{ productId: "p1", name: "Tea", quantity: 2, priceMinor: 1250 }])}, 2, 2500, 'EUR', 1)`);
  });

  it("shows the chosen customer's own cart, escaped in HTML and plain in text", async () => {
    const preview = await previewTemplate(marketer, {
      layout: "cart-reminder",
      locale: "en",
      customerId: 7001,
    });
    expect(preview.origin).toEqual({ customer: "chosen", cart: "her-own" });
    expect(preview.letter?.subject).toBe("O'Brien <b>, your cart is waiting");
    expect(preview.letter?.html).toContain("€25.00");
    expect(preview.letter?.text).toContain("Tea");
    expect(preview.values["customer.first_name"]).toBe("O'Brien <b>");
  });

  it("invents a reader when nobody is chosen, and never carries a working unsubscribe link", async () => {
    const preview = await previewTemplate(designer, { layout: "welcome", locale: "ru" });
    expect(preview.origin.customer).toBe("invented");
    expect(preview.letter?.subject).toBe("Добро пожаловать, Анна");
    expect(preview.letter?.html).toContain('href="#"');
    expect(preview.problems).toContainEqual({ code: "no-address", severity: "warning" });
  });

  it("warns of a variable that is empty for this reader", async () => {
    const body = "{{ customer.city }}";
    const preview = await previewTemplate(marketer, {
      layout: "welcome",
      locale: "en",
      customerId: 7001,
      content: { ...content, body },
    });
    expect(preview.problems).toContainEqual({
      code: "empty-variable",
      severity: "warning",
      detail: "customer.city",
    });
  });

  it("answers for a template that does not parse, without a letter", async () => {
    const preview = await previewTemplate(designer, {
      layout: "welcome",
      locale: "en",
      content: { ...content, body: "{% if %}" },
    });
    expect(preview.letter).toBeNull();
    expect(preview.problems).toContainEqual(expect.objectContaining({ code: "liquid", field: "body" }));
  });

  it("does not show a customer's profile to those who may not read customers", async () => {
    await expect(
      previewTemplate(designer, { layout: "welcome", locale: "en", customerId: 7001 }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(findReaders(designer, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  it("offers readers with a cart first", async () => {
    await db.execute(sql`insert into customers (id, first_name, last_seen_at) values (7002, 'Ola', now())`);
    const { readers } = await findReaders(marketer, {});
    expect(readers.map((reader) => [reader.id, reader.hasCart])).toEqual([
      [7001, true],
      [7002, false],
    ]);
    expect((await findReaders(marketer, { search: "ola" })).readers.map((reader) => reader.id)).toEqual([
      7002,
    ]);
  });
});
