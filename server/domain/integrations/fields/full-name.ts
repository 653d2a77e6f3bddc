/** Endings by which a patronymic is known. */
const patronymic = /(?:вич|ьич|вна|чна|инична|оглы|кызы)$/i;

/** `Anna Petrova` or `Петрова Анна Сергеевна`: in three words with a patronymic last, the family name comes first. */
export function splitFullName(text: string): { firstName?: string; middleName?: string; lastName?: string } {
  const words = text.trim().split(/\s+/);
  const [first, second, third] = words;
  if (words.length === 3 && first && second && third) {
    if (patronymic.test(third)) return { lastName: first, firstName: second, middleName: third };
    if (patronymic.test(second)) return { firstName: first, middleName: second, lastName: third };
  }
  if (!first) return {};
  return words.length === 1 ? { firstName: first } : { firstName: first, lastName: words.slice(1).join(" ") };
}
