import { readCountry, zoneOfCountry } from "./countries";
import { type City, gazetteer } from "./gazetteer";
import { regionByIso, regionsOfRussia } from "./regions-ru";
import { foldName, foldRegion } from "./spelling";
import { regionByIndex } from "./zip-ru";

/** An address as it came. */
export interface RawPlace {
  country: string | null;
  region: string | null;
  city: string | null;
  zip: string | null;
}

/** The same in one form. What cannot be told stays null; the original is not touched. */
export interface Place {
  /** ISO 3166-1. */
  country: string | null;
  /** ISO 3166-2 in Russia, the name as it came elsewhere. */
  region: string | null;
  /** As GeoNames writes it. */
  city: string | null;
  cityZone: string | null;
  regionZone: string | null;
}

const spellings = regionsOfRussia.flatMap((region) =>
  [region.iso, region.ru, region.en, ...region.alsoWritten].map((name) => ({ name, iso: region.iso })),
);
const regionsByName = new Map(spellings.map(({ name, iso }) => [foldName(name), iso]));
/** Without «область» and the like; first come, so that «Алтай» alone is the republic. */
const regionsByBareName = new Map(
  spellings.map(({ name, iso }) => [foldRegion(name), iso] as const).reverse(),
);
/** ISO 3166-2 of a Russian region, however it is written. */
export const readRegion = (raw: string): string | undefined =>
  regionsByName.get(foldName(raw)) ?? regionsByBareName.get(foldRegion(raw));

/** Towns smaller than this are believed only with a country or a region beside them. */
const wellKnown = 15_000;

const remembered = new Map<string, Place>();
const most = 200_000;

/** Pure but for its memory: a base has few places and many people in each. */
export function readPlace(raw: RawPlace, homeCountry: string): Place {
  const key = JSON.stringify([
    raw.country,
    raw.region,
    raw.city,
    raw.zip?.slice(0, 3),
    raw.zip?.length,
    homeCountry,
  ]);
  const known = remembered.get(key);
  if (known) return known;
  const place = decide(raw, homeCountry);
  if (remembered.size >= most) remembered.clear();
  remembered.set(key, place);
  return place;
}

function decide(raw: RawPlace, homeCountry: string): Place {
  const told = raw.country ? readCountry(raw.country) : undefined;
  const mayBeRussian = (told ?? "RU") === "RU";
  // A whole address in the field of the city: «Московская обл., г. Химки».
  const parts = (raw.city ?? "")
    .slice(0, 300)
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const region = mayBeRussian
    ? ((raw.region ? readRegion(raw.region) : undefined) ??
      (parts.length > 1 ? first(parts, readRegion) : undefined) ??
      (raw.zip && (told ?? homeCountry) === "RU" ? regionByIndex(raw.zip.trim()) : undefined))
    : undefined;
  const country = told ?? (region ? "RU" : undefined);
  const city = first(parts, (part) => choose(gazetteer().find(part), { country, region, homeCountry }));
  const isCityState = region === "RU-MOW" || region === "RU-SPE";
  const settled = city ?? (isCityState && parts.length === 0 ? cityOfRegion(region) : undefined);
  const place = country ?? settled?.country ?? null;
  const known = regionByIso(settled?.country === "RU" ? (settled.region ?? "") : (region ?? ""));
  return {
    country: place,
    region: known?.iso ?? (place === "RU" ? null : raw.region?.trim() || null),
    city: settled?.name ?? null,
    cityZone: settled?.timeZone ?? null,
    regionZone: known?.timeZone ?? (place ? (zoneOfCountry(place) ?? null) : null),
  };
}

const cityOfRegion = (region: string): City | undefined =>
  gazetteer().find(region === "RU-MOW" ? "Москва" : "Санкт-Петербург")[0];

interface Hints {
  country: string | undefined;
  region: string | undefined;
  homeCountry: string;
}
/** Of namesakes: in the region or country told; else at home; else the largest in the world. */
function choose(cities: readonly City[], { country, region, homeCountry }: Hints): City | undefined {
  const there = country ? cities.filter((city) => city.country === country) : cities;
  const inRegion = region ? there.filter((city) => city.region === region) : [];
  if (inRegion[0]) return inRegion[0];
  if (country) return there[0];
  const known = there.filter((city) => city.population >= wellKnown);
  return known.find((city) => city.country === homeCountry) ?? known[0];
}

function first<T>(parts: readonly string[], find: (part: string) => T | undefined): T | undefined {
  for (const part of parts) {
    const found = find(part);
    if (found !== undefined) return found;
  }
  return undefined;
}
