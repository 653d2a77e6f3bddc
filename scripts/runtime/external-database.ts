import postgres from "postgres";
import { StartFailure } from "./failure";
import { pause } from "./time";

const leastVersion = 15;
const tries = 4;

/** For messages: the address without its password. */
export function maskPassword(url: string): string {
  try {
    const parsed = new URL(url);
    if (parsed.password) parsed.password = "***";
    for (const name of ["password", "sslpassword"])
      if (parsed.searchParams.has(name)) parsed.searchParams.set(name, "***");
    return parsed.toString();
  } catch {
    return "(not a URL)";
  }
}

/** A DATABASE_URL from outside must answer, let us in, and be new enough. */
export async function checkExternalDatabase(url: string): Promise<void> {
  if (!/^postgres(ql)?:\/\//.test(url))
    throw new StartFailure(
      `DATABASE_URL must look like postgres://user:password@host:5432/name; it is ${maskPassword(url)}.`,
    );
  for (let attempt = 1; ; attempt++) {
    const problem = await tryConnect(url);
    if (!problem) return;
    // A database that starts at the same moment (compose, reboot) deserves a few seconds.
    if (!problem.passing || attempt === tries) throw new StartFailure(problem.line);
    await pause(1_000);
  }
}

async function tryConnect(url: string): Promise<{ line: string; passing: boolean } | undefined> {
  const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const [row] =
      await client`select current_setting('server_version_num')::int as version, current_setting('server_version') as name`;
    if (Number(row?.version) >= leastVersion * 10_000) return undefined;
    return {
      line: `The database at ${maskPassword(url)} is PostgreSQL ${row?.name}; Carillon needs ${leastVersion} or newer.`,
      passing: false,
    };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const passing = code === undefined || /^(ECONN|CONNECT|EHOSTUNREACH|57P03|53300)/.test(code);
    return {
      line: `The database at ${maskPassword(url)} cannot be used: ${message || code}. Check DATABASE_URL.`,
      passing,
    };
  } finally {
    await client.end({ timeout: 1 });
  }
}
