/** A seeded file of customers, as a shop would export it: names, cities, two contacts, a birthday, a size. */
const names = [
  "Anna",
  "Maria",
  "Elena",
  "Olga",
  "Ivan",
  "Petr",
  "Sergey",
  "Dmitry",
  "Yulia",
  "Nikita",
  "Vera",
  "Oleg",
];
const surnames = [
  "Petrova",
  "Ivanov",
  "Smirnova",
  "Kuznetsov",
  "Popova",
  "Sokolov",
  "Lebedeva",
  "Novikov",
  "Orlova",
];
const cities = [
  "Moscow",
  "Saint Petersburg",
  "Kazan",
  "Perm",
  "Omsk",
  "Samara",
  "Ufa",
  "Tver",
  "Tomsk",
  "Sochi",
];
const domains = ["mail.example", "shop.example", "post.example", "inbox.example"];

/** mulberry32 */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const header = "id,email,phone,first_name,last_name,gender,birth_date,city,registered,size";
export const mapping = {
  id: "external_id",
  email: "email",
  phone: "phone",
  first_name: "first_name",
  last_name: "last_name",
  gender: "gender",
  birth_date: "birth_on",
  city: "city",
  registered: "registered_at",
  size: "attributes.size",
};

const two = (value: number) => String(value).padStart(2, "0");

/** Rows of the file, each as its cells. One phone in twenty is written by hand; one address in fifty has capitals. */
export function* people(count: number, seed = 1): Generator<string[]> {
  const random = generator(seed);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? "";
  for (let i = 0; i < count; i++) {
    const first = pick(names);
    const last = pick(surnames);
    const digits = String(9_000_000_000 + i * 7 + Math.floor(random() * 7));
    const email = `${first}.${last}.${i.toString(36)}@${pick(domains)}`;
    const day = `${1950 + Math.floor(random() * 55)}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`;
    const at = `20${two(12 + Math.floor(random() * 13))}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))} ${two(Math.floor(random() * 24))}:${two(Math.floor(random() * 60))}:00`;
    yield [
      `C-${1_000_000 + i}`,
      random() < 0.02 ? email : email.toLowerCase(),
      random() < 0.05 ? `8 (${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}` : `+7${digits}`,
      first,
      last,
      random() < 0.5 ? "f" : "m",
      day,
      pick(cities),
      at,
      ["S", "M", "L", "XL"][Math.floor(random() * 4)] ?? "M",
    ];
  }
}
