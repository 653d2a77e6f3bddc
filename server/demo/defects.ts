import type { DemoCustomer } from "./history";

/** A person as careless cashiers and forms wrote her down: what data quality finds and puts right. */
export interface WrittenPerson {
  email: string | null;
  phone: string | null;
  firstName: string;
  middleName: string | null;
  lastName: string;
  gender: string | null;
  city: string;
  region: string | null;
  timeZone: string | null;
  emailCode: number;
}

const spellings: Record<string, readonly string[]> = {
  Москва: ["г. Москва", "Москва г", "MOSCOW", "мск"],
  "Санкт-Петербург": ["СПб", "г. Санкт-Петербург", "St. Petersburg", "Питер"],
  Екатеринбург: ["Екб", "г.Екатеринбург"],
  "Нижний Новгород": ["Н. Новгород", "г. Нижний Новгород"],
  Казань: ["г. Казань", "KAZAN"],
};

/** The same person, the same defects in every seeding: they depend on her number alone, and disturb no other draw. */
export function writtenPerson({ person, index, emailCode }: DemoCustomer): WrittenPerson {
  const every = (nth: number, from: number) => index % nth === from;
  const written: WrittenPerson = {
    email: person.email,
    phone: person.phone,
    firstName: person.firstName,
    middleName: person.middleName,
    lastName: person.lastName,
    gender: every(31, 17) ? null : person.gender,
    city: person.city.name,
    region: person.city.region,
    timeZone: person.city.timeZone,
    emailCode,
  };
  // Slips of reserved domains: nobody can ever be reached there.
  if (every(37, 5) && written.email)
    written.email = written.email
      .replace("@mail.example", "@mial.example")
      .replace("@post.example", "@pots.example");
  if (every(89, 9) && written.email) written.email = `info+${index}@example.com`;
  if (every(53, 3) && written.phone?.startsWith("+7900"))
    written.phone = `+749500${String(index).padStart(5, "0")}`;
  if (every(41, 7)) {
    written.firstName = written.firstName.toUpperCase();
    written.lastName = written.lastName.toUpperCase();
  }
  if (every(43, 11)) written.firstName = written.firstName.toLowerCase();
  if (every(59, 13)) [written.firstName, written.lastName] = [written.lastName, written.firstName];
  const others = spellings[written.city];
  if (every(19, 2) && others) {
    written.city = others[index % others.length] ?? written.city;
    written.region = null;
    written.timeZone = null;
  }
  if (every(97, 21)) Object.assign(written, { city: "не указан", region: null, timeZone: null });
  if (every(71, 23) && written.email && emailCode === 0) written.emailCode = 3;
  return written;
}
