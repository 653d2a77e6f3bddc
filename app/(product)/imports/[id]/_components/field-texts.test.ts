import { expect, test } from "vitest";
import { locales } from "@/app/_i18n/locale";
import { loadMessages, type MessageTree } from "@/app/_i18n/messages";
import { importEntities, importFields } from "@/server/domain/integrations/fields/catalogue";

test.each(locales)("every field a column can become has a name in %s", (locale) => {
  const { imports } = loadMessages(locale);
  const names = imports?.fields as MessageTree;
  const codes = importEntities.flatMap((entity) => importFields[entity].map((field) => field.code));
  expect(codes.filter((code) => typeof names[code.replaceAll(".", "_")] !== "string")).toEqual([]);
});
