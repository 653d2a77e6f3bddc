import { randomBytes, type ScryptOptions, scrypt } from "node:crypto";
import { safeEqual } from "@/server/platform/crypto";

/** OWASP's scrypt parameters: 64 MiB and about 150 ms per guess. */
const cost: ScryptOptions = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };
const derive = (password: string, salt: Buffer, options: ScryptOptions) =>
  new Promise<Buffer>((resolve, reject) =>
    scrypt(password.normalize("NFKC"), salt, 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

/** `scrypt$N$r$p$salt$key` */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** A hash nothing matches: an unknown account costs the same time as a known one. */
const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${Buffer.alloc(16).toString("base64url")}$${Buffer.alloc(32).toString("base64url")}`;

/** Constant work and time, whether or not there is a hash. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [scheme, n, r, p, salt, key] = (stored ?? nobody).split("$");
  if (scheme !== "scrypt" || !salt || !key) return false;
  const found = await derive(password, Buffer.from(salt, "base64url"), {
    ...cost,
    N: Number(n),
    r: Number(r),
    p: Number(p),
  });
  return safeEqual(found, Buffer.from(key, "base64url")) && stored !== null;
}
