/**
 * Russian names of larger cities, with the name GeoNames gives them (without marks for soft signs) and their region (Russia) or country. Smaller towns
 * of Russia are found by transliteration.
 */
const russia = `
Москва|Moscow|MOW
Санкт-Петербург|Saint Petersburg|SPE
Новосибирск|Novosibirsk|NVS
Екатеринбург|Yekaterinburg|SVE
Казань|Kazan|TA
Нижний Новгород|Nizhniy Novgorod|NIZ
Челябинск|Chelyabinsk|CHE
Самара|Samara|SAM
Омск|Omsk|OMS
Ростов-на-Дону|Rostov-na-Donu|ROS
Уфа|Ufa|BA
Красноярск|Krasnoyarsk|KYA
Пермь|Perm|PER
Воронеж|Voronezh|VOR
Волгоград|Volgograd|VGG
Краснодар|Krasnodar|KDA
Саратов|Saratov|SAR
Тюмень|Tyumen|TYU
Тольятти|Tolyatti|SAM
Ижевск|Izhevsk|UD
Барнаул|Barnaul|ALT
Ульяновск|Ulyanovsk|ULY
Иркутск|Irkutsk|IRK
Хабаровск|Khabarovsk|KHA
Ярославль|Yaroslavl|YAR
Владивосток|Vladivostok|PRI
Махачкала|Makhachkala|DA
Томск|Tomsk|TOM
Оренбург|Orenburg|ORE
Кемерово|Kemerovo|KEM
Новокузнецк|Novokuznetsk|KEM
Рязань|Ryazan|RYA
Астрахань|Astrakhan|AST
Набережные Челны|Naberezhnyye Chelny|TA
Пенза|Penza|PNZ
Липецк|Lipetsk|LIP
Киров|Kirov|KIR
Чебоксары|Cheboksary|CU
Тула|Tula|TUL
Калининград|Kaliningrad|KGD
Курск|Kursk|KRS
Улан-Удэ|Ulan-Ude|BU
Ставрополь|Stavropol|STA
Тверь|Tver|TVE
Магнитогорск|Magnitogorsk|CHE
Сочи|Sochi|KDA
Иваново|Ivanovo|IVA
Брянск|Bryansk|BRY
Белгород|Belgorod|BEL
Сургут|Surgut|KHM
Владимир|Vladimir|VLA
Нижний Тагил|Nizhny Tagil|SVE
Архангельск|Arkhangelsk|ARK
Чита|Chita|ZAB
Калуга|Kaluga|KLU
Смоленск|Smolensk|SMO
Волжский|Volzhskiy|VGG
Курган|Kurgan|KGN
Череповец|Cherepovets|VLG
Орёл|Orel|ORL
Вологда|Vologda|VLG
Владикавказ|Vladikavkaz|SE
Мурманск|Murmansk|MUR
Саранск|Saransk|MO
Якутск|Yakutsk|SA
Тамбов|Tambov|TAM
Грозный|Groznyy|CE
Стерлитамак|Sterlitamak|BA
Кострома|Kostroma|KOS
Петрозаводск|Petrozavodsk|KR
Нижневартовск|Nizhnevartovsk|KHM
Йошкар-Ола|Yoshkar-Ola|ME
Новороссийск|Novorossiysk|KDA
Комсомольск-на-Амуре|Komsomolsk-on-Amur|KHA
Таганрог|Taganrog|ROS
Сыктывкар|Syktyvkar|KO
Нальчик|Nalchik|KB
Шахты|Shakhty|ROS
Дзержинск|Dzerzhinsk|NIZ
Орск|Orsk|ORE
Братск|Bratsk|IRK
Ангарск|Angarsk|IRK
Энгельс|Engels|SAR
Благовещенск|Blagoveshchensk|AMU
Великий Новгород|Velikiy Novgorod|NGR
Старый Оскол|Staryy Oskol|BEL
Королёв|Korolyov|MOS
Псков|Pskov|PSK
Мытищи|Mytishchi|MOS
Люберцы|Lyubertsy|MOS
Южно-Сахалинск|Yuzhno-Sakhalinsk|SAK
Бийск|Biysk|ALT
Прокопьевск|Prokopyevsk|KEM
Балаково|Balakovo|SAR
Рыбинск|Rybinsk|YAR
Армавир|Armavir|KDA
Абакан|Abakan|KK
Северодвинск|Severodvinsk|ARK
Норильск|Norilsk|KYA
Петропавловск-Камчатский|Petropavlovsk-Kamchatsky|KAM
Уссурийск|Ussuriysk|PRI
Сызрань|Syzran|SAM
Каменск-Уральский|Kamensk-Uralskiy|SVE
Химки|Khimki|MOS
Балашиха|Balashikha|MOS
Подольск|Podolsk|MOS
Новочеркасск|Novocherkassk|ROS
Златоуст|Zlatoust|CHE
Электросталь|Elektrostal|MOS
Альметьевск|Almetyevsk|TA
Салават|Salavat|BA
Миасс|Miass|CHE
Находка|Nakhodka|PRI
Копейск|Kopeysk|CHE
Пятигорск|Pyatigorsk|STA
Коломна|Kolomna|MOS
Рубцовск|Rubtsovsk|ALT
Березники|Berezniki|PER
Одинцово|Odintsovo|MOS
Хасавюрт|Khasavyurt|DA
Майкоп|Maykop|AD
Ковров|Kovrov|VLA
Кисловодск|Kislovodsk|STA
Нефтеюганск|Nefteyugansk|KHM
Домодедово|Domodedovo|MOS
Нефтекамск|Neftekamsk|BA
Батайск|Bataysk|ROS
Новочебоксарск|Novocheboksarsk|CU
Серпухов|Serpukhov|MOS
Щёлково|Shchelkovo|MOS
Новомосковск|Novomoskovsk|TUL
Каспийск|Kaspiysk|DA
Дербент|Derbent|DA
Первоуральск|Pervouralsk|SVE
Раменское|Ramenskoye|MOS
Черкесск|Cherkessk|KC
Орехово-Зуево|Orekhovo-Zuyevo|MOS
Назрань|Nazran|IN
Невинномысск|Nevinnomyssk|STA
Красногорск|Krasnogorsk|MOS
Димитровград|Dimitrovgrad|ULY
Кызыл|Kyzyl|TY
Обнинск|Obninsk|KLU
Октябрьский|Oktyabrskiy|BA
Новый Уренгой|Novyy Urengoy|YAN
Ноябрьск|Noyabrsk|YAN
Камышин|Kamyshin|VGG
Муром|Murom|VLA
Долгопрудный|Dolgoprudnyy|MOS
Ессентуки|Yessentuki|STA
Новошахтинск|Novoshakhtinsk|ROS
Жуковский|Zhukovskiy|MOS
Пушкино|Pushkino|MOS
Реутов|Reutov|MOS
Арзамас|Arzamas|NIZ
Ногинск|Noginsk|MOS
Элиста|Elista|KL
Ачинск|Achinsk|KYA
Сергиев Посад|Sergiyev Posad|MOS
Магадан|Magadan|MAG
Биробиджан|Birobidzhan|YEV
Гатчина|Gatchina|LEN
Выборг|Vyborg|LEN
Анадырь|Anadyr|CHU
Нарьян-Мар|Naryan-Mar|NEN
Ханты-Мансийск|Khanty-Mansiysk|KHM
Салехард|Salekhard|YAN
Горно-Алтайск|Gorno-Altaysk|AL
Зеленоград|Zelenograd|MOW
`;
const abroad = `
Минск|Minsk|BY
Гомель|Homyel|BY
Витебск|Vitebsk|BY
Могилёв|Mahilyow|BY
Гродно|Hrodna|BY
Брест|Brest|BY
Алматы|Almaty|KZ
Астана|Nur-Sultan|KZ
Шымкент|Shymkent|KZ
Караганда|Karagandy|KZ
Актобе|Aktobe|KZ
Павлодар|Pavlodar|KZ
Усть-Каменогорск|Ust-Kamenogorsk|KZ
Ташкент|Tashkent|UZ
Самарканд|Samarkand|UZ
Бишкек|Bishkek|KG
Ереван|Yerevan|AM
Баку|Baku|AZ
Тбилиси|Tbilisi|GE
Киев|Kyiv|UA
Рига|Riga|LV
Вильнюс|Vilnius|LT
Таллин|Tallinn|EE
Берлин|Berlin|DE
Мюнхен|Munich|DE
Гамбург|Hamburg|DE
Кёльн|Köln|DE
Париж|Paris|FR
Лондон|London|GB
Мадрид|Madrid|ES
Рим|Rome|IT
Варшава|Warsaw|PL
Прага|Prague|CZ
Вена|Vienna|AT
Стамбул|Istanbul|TR
Дубай|Dubai|AE
Пекин|Beijing|CN
Нью-Йорк|New York City|US
`;

export interface NamedCity {
  ru: string;
  en: string;
  country: string;
  /** ISO 3166-2, of Russian cities. */
  region: string | undefined;
}

const rowsOf = (table: string): string[][] =>
  table
    .trim()
    .split("\n")
    .map((row) => row.split("|"));

export const namedCities: readonly NamedCity[] = [
  ...rowsOf(russia).map(([ru = "", en = "", region = ""]) => ({
    ru,
    en,
    country: "RU",
    region: `RU-${region}`,
  })),
  ...rowsOf(abroad).map(([ru = "", en = "", country = ""]) => ({ ru, en, country, region: undefined })),
];

/** How the same city is written otherwise, by its Russian name. */
export const otherSpellings: Readonly<Record<string, string>> = {
  мск: "Москва",
  moskva: "Москва",
  moskau: "Москва",
  moscou: "Москва",
  спб: "Санкт-Петербург",
  питер: "Санкт-Петербург",
  петербург: "Санкт-Петербург",
  ленинград: "Санкт-Петербург",
  "с петербург": "Санкт-Петербург",
  "sankt peterburg": "Санкт-Петербург",
  spb: "Санкт-Петербург",
  екб: "Екатеринбург",
  ебург: "Екатеринбург",
  ekaterinburg: "Екатеринбург",
  "н новгород": "Нижний Новгород",
  "наб челны": "Набережные Челны",
  тольятти: "Тольятти",
  togliatti: "Тольятти",
  tolyatti: "Тольятти",
  ростов: "Ростов-на-Дону",
  "rostov on don": "Ростов-на-Дону",
  новосиб: "Новосибирск",
  нск: "Новосибирск",
  astana: "Астана",
  "алма ата": "Алматы",
  "new york": "Нью-Йорк",
  kiev: "Киев",
  cologne: "Кёльн",
  koln: "Кёльн",
  munchen: "Мюнхен",
  gomel: "Гомель",
  mogilev: "Могилёв",
  grodno: "Гродно",
};

const byEnglish = new Map(namedCities.map((city) => [city.en, city.ru]));
/** A canonical name in the reader's language, where it is known. */
export const cityName = (city: string, locale: string): string =>
  locale === "ru" ? (byEnglish.get(city) ?? city) : city;
