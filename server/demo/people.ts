import type { Random } from "./random";

export interface DemoCity {
  name: string;
  region: string;
  country: string;
  timeZone: string;
  weight: number;
}
export const demoCities: readonly DemoCity[] = [
  { name: "Москва", region: "Москва", country: "RU", timeZone: "Europe/Moscow", weight: 30 },
  {
    name: "Санкт-Петербург",
    region: "Санкт-Петербург",
    country: "RU",
    timeZone: "Europe/Moscow",
    weight: 18,
  },
  { name: "Казань", region: "Татарстан", country: "RU", timeZone: "Europe/Moscow", weight: 9 },
  {
    name: "Нижний Новгород",
    region: "Нижегородская область",
    country: "RU",
    timeZone: "Europe/Moscow",
    weight: 7,
  },
  {
    name: "Екатеринбург",
    region: "Свердловская область",
    country: "RU",
    timeZone: "Asia/Yekaterinburg",
    weight: 10,
  },
  {
    name: "Новосибирск",
    region: "Новосибирская область",
    country: "RU",
    timeZone: "Asia/Novosibirsk",
    weight: 8,
  },
  { name: "Самара", region: "Самарская область", country: "RU", timeZone: "Europe/Samara", weight: 6 },
  {
    name: "Калининград",
    region: "Калининградская область",
    country: "RU",
    timeZone: "Europe/Kaliningrad",
    weight: 5,
  },
  { name: "Алматы", region: "Алматы", country: "KZ", timeZone: "Asia/Almaty", weight: 7 },
];

export interface DemoStore {
  code: string;
  name: string;
  city: string;
  address: string;
  format: "hypermarket" | "supermarket" | "convenience";
  coffee: boolean;
  parking: boolean;
  openedYear: number;
  weight: number;
}
export const demoStores: readonly DemoStore[] = [
  {
    code: "S-01",
    name: "Belfry Taganka",
    city: "Москва",
    address: "ул. Таганская, 17",
    format: "supermarket",
    coffee: true,
    parking: false,
    openedYear: 2014,
    weight: 12,
  },
  {
    code: "S-02",
    name: "Belfry Aviapark",
    city: "Москва",
    address: "Ходынский бульвар, 4",
    format: "hypermarket",
    coffee: true,
    parking: true,
    openedYear: 2017,
    weight: 14,
  },
  {
    code: "S-03",
    name: "Belfry Yasenevo",
    city: "Москва",
    address: "Литовский бульвар, 22",
    format: "convenience",
    coffee: false,
    parking: false,
    openedYear: 2019,
    weight: 6,
  },
  {
    code: "S-04",
    name: "Belfry Nevsky",
    city: "Санкт-Петербург",
    address: "Невский проспект, 88",
    format: "supermarket",
    coffee: true,
    parking: false,
    openedYear: 2015,
    weight: 9,
  },
  {
    code: "S-05",
    name: "Belfry Galereya",
    city: "Санкт-Петербург",
    address: "Лиговский проспект, 30А",
    format: "hypermarket",
    coffee: true,
    parking: true,
    openedYear: 2018,
    weight: 10,
  },
  {
    code: "S-06",
    name: "Belfry Bauman",
    city: "Казань",
    address: "ул. Баумана, 51",
    format: "supermarket",
    coffee: true,
    parking: false,
    openedYear: 2018,
    weight: 8,
  },
  {
    code: "S-07",
    name: "Belfry Pokrovka",
    city: "Нижний Новгород",
    address: "ул. Большая Покровская, 20",
    format: "convenience",
    coffee: false,
    parking: false,
    openedYear: 2020,
    weight: 6,
  },
  {
    code: "S-08",
    name: "Belfry Greenwich",
    city: "Екатеринбург",
    address: "ул. 8 Марта, 46",
    format: "hypermarket",
    coffee: true,
    parking: true,
    openedYear: 2016,
    weight: 9,
  },
  {
    code: "S-09",
    name: "Belfry Krasny",
    city: "Новосибирск",
    address: "Красный проспект, 101",
    format: "supermarket",
    coffee: false,
    parking: true,
    openedYear: 2019,
    weight: 7,
  },
  {
    code: "S-10",
    name: "Belfry Volga",
    city: "Самара",
    address: "ул. Куйбышева, 95",
    format: "convenience",
    coffee: false,
    parking: false,
    openedYear: 2021,
    weight: 5,
  },
  {
    code: "S-11",
    name: "Belfry Amber",
    city: "Калининград",
    address: "Ленинский проспект, 30",
    format: "supermarket",
    coffee: true,
    parking: true,
    openedYear: 2020,
    weight: 5,
  },
  {
    code: "S-12",
    name: "Belfry Dostyk",
    city: "Алматы",
    address: "проспект Достык, 105",
    format: "hypermarket",
    coffee: true,
    parking: true,
    openedYear: 2022,
    weight: 7,
  },
];

export interface DemoPerson {
  firstName: string;
  middleName: string | null;
  lastName: string;
  gender: "male" | "female";
  locale: "ru" | "en";
  email: string | null;
  phone: string | null;
  birthOn: string | null;
  city: DemoCity;
}

const femaleRu =
  "Анна Мария Елена Ольга Наталья Екатерина Татьяна Ирина Светлана Юлия Дарья Анастасия Ксения Полина Алиса Виктория Софья Вера Людмила Марина Евгения Надежда Зоя Диана Алёна".split(
    " ",
  );
const maleRu =
  "Александр Дмитрий Михаил Иван Сергей Андрей Алексей Максим Никита Илья Павел Роман Владимир Егор Константин Тимур Олег Юрий Григорий Фёдор Артём Денис Кирилл Глеб Матвей".split(
    " ",
  );
const surnames =
  "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Романов Воробьёв Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв Ильин Максимов Поляков Сорокин Виноградов Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляев Герасимов Богданов Осипов Сидоров Матвеев Титов Марков Миронов Крылов Куликов Карпов Власов Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Савельев Тимофеев Фомин Чернов Абрамов Мартынов Ефимов Федотов Щербаков Назаров Калинин Исаев Чернышёв Быков Маслов Родионов Коновалов Лазарев Воронин Климов Филатов Пономарёв Голубев Кудрявцев Прохоров Наумов Потапов Журавлёв Овчинников Трофимов Леонов Соболев Ермаков Колесников Гончаров Емельянов Никифоров Грачёв Котов Гришин Ефремов Архипов Громов Кириллов Малышев Панов Моисеев Румянцев Акимов Кондратьев Бирюков".split(
    " ",
  );
const fathers =
  "Александр Дмитри Михаил Иван Сергей Андре Алексе Максим Павел Роман Владимир Константин Олег Юри Григори Виктор Николай".split(
    " ",
  );
const femaleIntl =
  "Emma Olivia Sofia Amelia Laura Julia Nina Clara Elena Leyla Aigerim Dana Aruzhan Madina Ana Ines Chloe Zoe Maja Lina".split(
    " ",
  );
const maleIntl =
  "Liam Noah Lucas Daniel Oliver Felix Max Jonas Marco Pedro Timur Arman Daniyar Nurlan Alikhan Adam Hugo Leo Viktor Emil".split(
    " ",
  );
const surnamesIntl =
  "Miller Schmidt Rossi Novak Garcia Martin Jansen Nowak Silva Lindqvist Andersen Kowalski Dubois Moreau Weber Fischer Abdullayev Nurmagambetov Suleimenov Akhmetov Bekova Kim Tsoi Petrov Ivanova O'Brien Murphy Evans Clark Walker Larsen Costa Popescu Horvat".split(
    " ",
  );
const mailDomains: readonly (readonly [string, number])[] = [
  ["example.com", 34],
  ["example.org", 24],
  ["example.net", 18],
  ["mail.example", 14],
  ["post.example", 10],
];

const translit: Record<string, string> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  д: "d",
  е: "e",
  ё: "e",
  ж: "zh",
  з: "z",
  и: "i",
  й: "y",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "sch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
};
const latin = (text: string) =>
  [...text.toLowerCase()]
    .map((letter) => translit[letter] ?? letter)
    .join("")
    .replace(/[^a-z]/g, "");

/** One believable person. Addresses lie in reserved domains: nothing here can ever reach anybody. */
export function drawPerson(
  random: Random,
  index: number,
  cities: readonly DemoCity[],
  year: number,
): DemoPerson {
  const city = random.weighted(cities.map((one) => [one, one.weight] as const));
  const isRussian = city.country === "RU" ? random.chance(0.9) : random.chance(0.45);
  const gender = random.chance(0.62) ? "female" : "male";
  const female = gender === "female";
  const firstName = random.pick(isRussian ? (female ? femaleRu : maleRu) : female ? femaleIntl : maleIntl);
  const stem = random.pick(isRussian ? surnames : surnamesIntl);
  const lastName = isRussian && female ? `${stem}а` : stem;
  const middleName = isRussian && random.chance(0.35) ? patronymic(random.pick(fathers), female) : null;
  const email = random.chance(0.92)
    ? `${latin(firstName)}.${latin(stem)}${index}@${random.weighted(mailDomains)}`
    : null;
  const phone = random.chance(0.88) ? phoneOf(city.country, index) : null;
  const age = Math.min(84, Math.max(18, Math.round(41 + 13 * random.normal())));
  const birthOn = random.chance(0.7)
    ? `${year - age}-${String(random.int(1, 12)).padStart(2, "0")}-${String(random.int(1, 28)).padStart(2, "0")}`
    : null;
  return {
    firstName,
    middleName,
    lastName,
    gender,
    locale: isRussian ? "ru" : "en",
    email,
    phone,
    birthOn,
    city,
  };
}

function patronymic(stem: string, female: boolean): string {
  const soft = /[иейы]$/.test(stem);
  return `${stem.replace(/й$/, "")}${soft ? "ев" : "ов"}${female ? "на" : "ич"}`;
}

/** Unassigned blocks of valid shape. */
function phoneOf(country: string, index: number): string {
  const digits = String(index).padStart(5, "0");
  return country === "KZ" ? `+770700${digits}` : `+7900${String(10 + (index % 7))}${digits}`;
}
