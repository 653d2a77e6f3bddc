/** The page's own words. What the document says of operations and fields is English, as the API is. */
export const docsWords = {
  en: {
    title: "REST API",
    other: "Русский",
    search: "Search operations",
    nothing: "Nothing found",
    menu: "Operations",
    document: "OpenAPI document",
    client: "TypeScript client",
    keys: "Get a key",
    copy: "Copy",
    copied: "Copied",
    parameters: "Parameters",
    body: "Body",
    answer: "Answer",
    fields: "Fields",
    example: "Example",
    refusals: "Refusals",
    required: "required",
    scope: "Scope",
    anyKey: "any key",
    start: "Start",
    basics: [
      [
        "Your key",
        "Send it with each request. Keys are made in Settings; each does only what its scopes say.",
      ],
      [
        "Writing",
        "Every write is an upsert by your own id. With an Idempotency-Key the same request, sent again within a day, is not carried out twice.",
      ],
      [
        "Reading on",
        "Lists answer data and page. Go on with cursor=<page.next_cursor> until has_more is false.",
      ],
      [
        "Limits",
        "Each answer tells what is left in RateLimit-Remaining. After 429 or 503 wait as Retry-After says.",
      ],
      ["When it fails", "Answers are problem+json (RFC 9457). errors names each wrong field with its path."],
    ],
  },
  ru: {
    title: "REST API",
    other: "English",
    search: "Найти операцию",
    nothing: "Ничего не нашлось",
    menu: "Операции",
    document: "Документ OpenAPI",
    client: "Клиент для TypeScript",
    keys: "Получить ключ",
    copy: "Копировать",
    copied: "Скопировано",
    parameters: "Параметры",
    body: "Тело",
    answer: "Ответ",
    fields: "Поля",
    example: "Пример",
    refusals: "Отказы",
    required: "обязательно",
    scope: "Право",
    anyKey: "любой ключ",
    start: "Начало",
    basics: [
      [
        "Ваш ключ",
        "Передавайте его с каждым запросом. Ключи создаются в настройках; каждый может только то, на что у него есть права.",
      ],
      [
        "Запись",
        "Каждая запись создаёт или меняет объект по вашему идентификатору. С заголовком Idempotency-Key повтор того же запроса в течение суток не выполняется второй раз.",
      ],
      [
        "Чтение по страницам",
        "Списки отвечают data и page. Продолжайте с cursor=<page.next_cursor>, пока has_more не станет false.",
      ],
      [
        "Ограничения",
        "В каждом ответе RateLimit-Remaining говорит, сколько запросов осталось. После 429 и 503 подождите, сколько сказано в Retry-After.",
      ],
      [
        "Когда что-то не так",
        "Ответ приходит как problem+json (RFC 9457). В errors названо каждое неверное поле и путь к нему.",
      ],
    ],
  },
} as const;
export type DocsLanguage = keyof typeof docsWords;
export type DocsWords = (typeof docsWords)[DocsLanguage];

/** `?lang=` decides, then what the browser asks for. */
export function docsLanguage(request: Request): DocsLanguage {
  const asked = new URL(request.url).searchParams.get("lang");
  if (asked === "ru" || asked === "en") return asked;
  return /^\s*ru\b/i.test(request.headers.get("accept-language") ?? "") ? "ru" : "en";
}
