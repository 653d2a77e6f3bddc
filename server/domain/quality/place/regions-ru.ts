/**
 * Regions of Russia: ISO 3166-2 code, number in GeoNames, names, time zone of most of its people, codes of fixed lines,
 * and how else they are written. Where a region has several zones, the zone of its capital stands for it.
 */
export interface Region {
  iso: string;
  adminCode: string;
  ru: string;
  en: string;
  timeZone: string;
  areaCodes: readonly string[];
  alsoWritten: readonly string[];
}

const rows = `
AD|01|Адыгея|Adygea|Europe/Moscow|877|Республика Адыгея, Adygeya
AL|03|Республика Алтай|Altai Republic|Asia/Barnaul|388|Горный Алтай, Republic of Altai
ALT|04|Алтайский край|Altai Krai|Asia/Barnaul|385|Алтайский, Altay
AMU|05|Амурская область|Amur Oblast|Asia/Yakutsk|416|Амурская
ARK|06|Архангельская область|Arkhangelsk Oblast|Europe/Moscow|818|Архангельская
AST|07|Астраханская область|Astrakhan Oblast|Europe/Astrakhan|851|Астраханская
BA|08|Башкортостан|Bashkortostan|Asia/Yekaterinburg|347|Республика Башкортостан, Башкирия
BEL|09|Белгородская область|Belgorod Oblast|Europe/Moscow|472|Белгородская
BRY|10|Брянская область|Bryansk Oblast|Europe/Moscow|483|Брянская
BU|11|Бурятия|Buryatia|Asia/Irkutsk|301|Республика Бурятия
CE|12|Чечня|Chechnya|Europe/Moscow|871|Чеченская Республика, Чеченская, Chechen Republic
CHE|13|Челябинская область|Chelyabinsk Oblast|Asia/Yekaterinburg|351|Челябинская
CHU|15|Чукотский автономный округ|Chukotka|Asia/Anadyr|427|Чукотка, Чукотский АО, Чукотский
CU|16|Чувашия|Chuvashia|Europe/Moscow|835|Чувашская Республика, Чувашская
DA|17|Дагестан|Dagestan|Europe/Moscow|872|Республика Дагестан
IN|19|Ингушетия|Ingushetia|Europe/Moscow|873|Республика Ингушетия
IRK|20|Иркутская область|Irkutsk Oblast|Asia/Irkutsk|395|Иркутская
IVA|21|Ивановская область|Ivanovo Oblast|Europe/Moscow|493|Ивановская
KB|22|Кабардино-Балкария|Kabardino-Balkaria|Europe/Moscow|866|Кабардино-Балкарская Республика, КБР
KGD|23|Калининградская область|Kaliningrad Oblast|Europe/Kaliningrad|401|Калининградская
KL|24|Калмыкия|Kalmykia|Europe/Moscow|847|Республика Калмыкия
KLU|25|Калужская область|Kaluga Oblast|Europe/Moscow|484|Калужская
KC|27|Карачаево-Черкесия|Karachay-Cherkessia|Europe/Moscow|878|Карачаево-Черкесская Республика, КЧР
KR|28|Карелия|Karelia|Europe/Moscow|814|Республика Карелия
KEM|29|Кемеровская область|Kemerovo Oblast|Asia/Novokuznetsk|384|Кемеровская, Кузбасс, Кемеровская область - Кузбасс, Kuzbass
KHA|30|Хабаровский край|Khabarovsk Krai|Asia/Vladivostok|421|Хабаровский
KK|31|Хакасия|Khakassia|Asia/Krasnoyarsk|390|Республика Хакасия
KHM|32|Ханты-Мансийский автономный округ|Khanty-Mansi Okrug|Asia/Yekaterinburg|346|ХМАО, Югра, ХМАО-Югра, ХМАО - Югра, Ханты-Мансийский АО, Ханты-Мансийский автономный округ - Югра, Ханты-Мансийский
KIR|33|Кировская область|Kirov Oblast|Europe/Kirov|833|Кировская
KO|34|Коми|Komi|Europe/Moscow|821|Республика Коми
KOS|37|Костромская область|Kostroma Oblast|Europe/Moscow|494|Костромская
KDA|38|Краснодарский край|Krasnodar Krai|Europe/Moscow|861 862|Краснодарский, Кубань
KGN|40|Курганская область|Kurgan Oblast|Asia/Yekaterinburg|352|Курганская
KRS|41|Курская область|Kursk Oblast|Europe/Moscow|471|Курская
LEN|42|Ленинградская область|Leningrad Oblast|Europe/Moscow|813|Ленинградская, ЛО, Ленобласть
LIP|43|Липецкая область|Lipetsk Oblast|Europe/Moscow|474|Липецкая
MAG|44|Магаданская область|Magadan Oblast|Asia/Magadan|413|Магаданская
ME|45|Марий Эл|Mari El|Europe/Moscow|836|Республика Марий Эл
MO|46|Мордовия|Mordovia|Europe/Moscow|834|Республика Мордовия
MOS|47|Московская область|Moscow Oblast|Europe/Moscow|496 498|Московская, МО, Подмосковье, Moscow Region
MOW|48|Москва|Moscow|Europe/Moscow|495 499|Мск, Moskva, Moscow City
MUR|49|Мурманская область|Murmansk Oblast|Europe/Moscow|815|Мурманская
NEN|50|Ненецкий автономный округ|Nenets Okrug|Europe/Moscow||НАО, Ненецкий АО, Ненецкий
NIZ|51|Нижегородская область|Nizhny Novgorod Oblast|Europe/Moscow|831|Нижегородская, Nizhegorod
NGR|52|Новгородская область|Novgorod Oblast|Europe/Moscow|816|Новгородская
NVS|53|Новосибирская область|Novosibirsk Oblast|Asia/Novosibirsk|383|Новосибирская
OMS|54|Омская область|Omsk Oblast|Asia/Omsk|381|Омская
ORE|55|Оренбургская область|Orenburg Oblast|Asia/Yekaterinburg|353|Оренбургская
ORL|56|Орловская область|Oryol Oblast|Europe/Moscow|486|Орловская, Orel
PNZ|57|Пензенская область|Penza Oblast|Europe/Moscow|841|Пензенская
PRI|59|Приморский край|Primorsky Krai|Asia/Vladivostok|423|Приморский, Приморье, Primorye
PSK|60|Псковская область|Pskov Oblast|Europe/Moscow|811|Псковская
ROS|61|Ростовская область|Rostov Oblast|Europe/Moscow|863|Ростовская
RYA|62|Рязанская область|Ryazan Oblast|Europe/Moscow|491|Рязанская
SA|63|Якутия|Yakutia|Asia/Yakutsk|411|Республика Саха (Якутия), Республика Саха, Саха, Саха (Якутия), Sakha
SAK|64|Сахалинская область|Sakhalin Oblast|Asia/Sakhalin|424|Сахалинская, Сахалин
SAM|65|Самарская область|Samara Oblast|Europe/Samara|846 848|Самарская
SPE|66|Санкт-Петербург|Saint Petersburg|Europe/Moscow|812|СПб, Питер, Петербург, С.-Петербург, С-Петербург, St. Petersburg, St Petersburg, Sankt-Peterburg
SAR|67|Саратовская область|Saratov Oblast|Europe/Saratov|845|Саратовская
SE|68|Северная Осетия|North Ossetia|Europe/Moscow|867|Республика Северная Осетия - Алания, Северная Осетия - Алания, Алания
SMO|69|Смоленская область|Smolensk Oblast|Europe/Moscow|481|Смоленская
STA|70|Ставропольский край|Stavropol Krai|Europe/Moscow|865 879|Ставропольский, Ставрополье
SVE|71|Свердловская область|Sverdlovsk Oblast|Asia/Yekaterinburg|343|Свердловская
TAM|72|Тамбовская область|Tambov Oblast|Europe/Moscow|475|Тамбовская
TA|73|Татарстан|Tatarstan|Europe/Moscow|843 855|Республика Татарстан, Татария, РТ
TOM|75|Томская область|Tomsk Oblast|Asia/Tomsk|382|Томская
TUL|76|Тульская область|Tula Oblast|Europe/Moscow|487|Тульская
TVE|77|Тверская область|Tver Oblast|Europe/Moscow|482|Тверская
TYU|78|Тюменская область|Tyumen Oblast|Asia/Yekaterinburg|345|Тюменская
TY|79|Тыва|Tuva|Asia/Krasnoyarsk|394|Республика Тыва, Тува
UD|80|Удмуртия|Udmurtia|Europe/Samara|341|Удмуртская Республика, Удмуртская, Udmurt
ULY|81|Ульяновская область|Ulyanovsk Oblast|Europe/Ulyanovsk|842|Ульяновская
VLA|83|Владимирская область|Vladimir Oblast|Europe/Moscow|492|Владимирская
VGG|84|Волгоградская область|Volgograd Oblast|Europe/Volgograd|844|Волгоградская
VLG|85|Вологодская область|Vologda Oblast|Europe/Moscow|817 820|Вологодская
VOR|86|Воронежская область|Voronezh Oblast|Europe/Moscow|473|Воронежская
YAN|87|Ямало-Ненецкий автономный округ|Yamalo-Nenets Okrug|Asia/Yekaterinburg|349|ЯНАО, Ямало-Ненецкий АО, Ямал, Ямало-Ненецкий
YAR|88|Ярославская область|Yaroslavl Oblast|Europe/Moscow|485|Ярославская
YEV|89|Еврейская автономная область|Jewish Autonomous Oblast|Asia/Vladivostok|426|ЕАО, Еврейская АО, Еврейская
PER|90|Пермский край|Perm Krai|Asia/Yekaterinburg|342|Пермский, Пермская область
KYA|91|Красноярский край|Krasnoyarsk Krai|Asia/Krasnoyarsk|391|Красноярский
KAM|92|Камчатский край|Kamchatka Krai|Asia/Kamchatka|415|Камчатский, Камчатка
ZAB|93|Забайкальский край|Zabaykalsky Krai|Asia/Chita|302|Забайкальский, Забайкалье, Читинская область
`;

export const regionsOfRussia: readonly Region[] = rows
  .trim()
  .split("\n")
  .map((row) => {
    const [iso = "", adminCode = "", ru = "", en = "", timeZone = "", areaCodes = "", also = ""] =
      row.split("|");
    return {
      iso: `RU-${iso}`,
      adminCode,
      ru,
      en,
      timeZone,
      areaCodes: areaCodes.split(" ").filter(Boolean),
      alsoWritten: also.split(", ").filter(Boolean),
    };
  });

const byIso = new Map(regionsOfRussia.map((region) => [region.iso, region]));
export const regionByIso = (iso: string): Region | undefined => byIso.get(iso);

const byAdminCode = new Map(regionsOfRussia.map((region) => [region.adminCode, region]));
export const regionByAdminCode = (code: string): Region | undefined => byAdminCode.get(code);

const byAreaCode = new Map(
  regionsOfRussia.flatMap((region) => region.areaCodes.map((code) => [code, region] as const)),
);
/** By the first three digits of a national number of a fixed line. */
export const regionByAreaCode = (code: string): Region | undefined => byAreaCode.get(code);

/** A region in the reader's language; other countries' regions are kept by name already. */
export const regionName = (region: string, locale: string): string => {
  const known = byIso.get(region);
  return known ? (locale === "ru" ? known.ru : known.en) : region;
};
