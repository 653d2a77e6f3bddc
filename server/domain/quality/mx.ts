import { Resolver } from "node:dns/promises";
import type { Db } from "@/server/db/client";
import { type ContactReport, liftDnsCodes, noteContacts } from "@/server/domain/customers";
import { codes } from "@/server/domain/customers/contacts/codes";
import type { Context } from "@/server/kernel/context";
import { isReservedDomain, providerByHost } from "./email/domains";
import { type DomainVerdict, dueDomains, peopleOfDomains, saveVerdicts } from "./store/domains";

/** What the name servers say of a domain's mail. `unknown`: nobody answered, which says nothing of the domain. */
export type MailAnswer = { state: "accepts"; host: string } | { state: "no_mail" | "no_domain" | "unknown" };
export type AskMail = (domain: string) => Promise<MailAnswer>;

const hour = 3_600_000;
const validMs = { accepts: 30 * 24 * hour, no_mail: 24 * hour, no_domain: 24 * hour };
/** A domain that exists as long as e-mail does: when it cannot be found, the network answers for itself. */
const canary = "gmail.com";
const batch = 200;
const atOnce = 20;
const peopleAtOnce = 5_000;

/**
 * Asks about the domains whose answer is due. A domain that is not there puts its addresses out of use (code 39) until
 * it is there again; a network that does not answer changes nothing. How many got an answer; undefined: no network.
 */
export async function checkDomains(ctx: Context, ask: AskMail = askNameServers): Promise<number | undefined> {
  const db = ctx.db as Db;
  const now = ctx.clock.now();
  const due = await dueDomains(db, now, batch);
  if (due.length === 0) return 0;
  const isNetworkThere = (await ask(canary)).state === "accepts";
  const answers = isNetworkThere
    ? await askAll(
        due.map((one) => one.domain),
        ask,
      )
    : [];
  const verdicts = due.map((one, i) => verdictOf(one, answers[i] ?? { state: "unknown" }, now));
  await db.transaction((tx) => saveVerdicts(tx, verdicts, now));
  await applyVerdicts(db, verdicts, now);
  return isNetworkThere ? verdicts.filter((one) => one.state !== "unchecked").length : undefined;
}

async function askAll(domains: readonly string[], ask: AskMail): Promise<MailAnswer[]> {
  const answers: MailAnswer[] = new Array(domains.length);
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < domains.length; i = next++)
      answers[i] = await askUnlessReserved(domains[i] ?? "", ask);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, domains.length) }, worker));
  return answers;
}

const askUnlessReserved = (domain: string, ask: AskMail): Promise<MailAnswer> =>
  isReservedDomain(domain) ? Promise.resolve({ state: "unknown" }) : ask(domain);

function verdictOf(due: { domain: string; attempts: number }, answer: MailAnswer, now: Date): DomainVerdict {
  const isKnown = answer.state !== "unknown";
  const waitMs = isKnown
    ? validMs[answer.state as keyof typeof validMs]
    : Math.min(24, 2 ** due.attempts) * hour;
  const mxHost = answer.state === "accepts" ? answer.host : null;
  return {
    domain: due.domain,
    state: answer.state === "unknown" ? "unchecked" : answer.state,
    mxHost,
    provider: mxHost ? (providerByHost(mxHost) ?? null) : null,
    expiresAt: new Date(now.getTime() + waitMs),
  };
}

async function applyVerdicts(db: Db, verdicts: readonly DomainVerdict[], now: Date): Promise<void> {
  const domainsIn = (states: readonly string[]) =>
    verdicts.filter((one) => states.includes(one.state)).map((one) => one.domain);
  const dead = domainsIn(["no_domain", "no_mail"]);
  for (let people = await peopleOfDomains(db, dead, true, peopleAtOnce); people.length > 0; ) {
    const reports = people.map(
      ({ customerId, email }): ContactReport => ({
        kind: "email",
        value: email,
        customerId,
        code: codes.noSuchDomain,
        at: now,
        ref: "",
        by: "dns",
      }),
    );
    const changed = await db.transaction((tx) => noteContacts(tx, reports, now));
    // Somebody let one of them in again a moment ago: the rest of the batch is done, this one stays.
    if (changed === 0) break;
    people = await peopleOfDomains(db, dead, true, peopleAtOnce);
  }
  const alive = domainsIn(["accepts"]);
  const revived = await peopleOfDomains(db, alive, false, peopleAtOnce);
  if (revived.length > 0)
    await db.transaction((tx) =>
      liftDnsCodes(
        tx,
        revived.map(({ customerId, email }) => ({ kind: "email" as const, value: email, customerId })),
        now,
      ),
    );
}

let resolver: Resolver | undefined;

/** MX, or where there is none the address itself (RFC 5321); a single dot says "no mail here" (RFC 7505). */
export const askNameServers: AskMail = async (domain) => {
  resolver ??= new Resolver({ timeout: 2_000, tries: 2 });
  try {
    const hosts = (await resolver.resolveMx(domain)).sort((a, b) => a.priority - b.priority);
    const host = hosts[0]?.exchange ?? "";
    return host === "" || host === "." ? { state: "no_mail" } : { state: "accepts", host };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTFOUND") return { state: "no_domain" };
    if (code !== "ENODATA") return { state: "unknown" };
  }
  return await askForAddress(domain, resolver);
};

async function askForAddress(domain: string, from: Resolver): Promise<MailAnswer> {
  for (const find of [() => from.resolve4(domain), () => from.resolve6(domain)])
    try {
      if ((await find()).length > 0) return { state: "accepts", host: domain };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENODATA" && code !== "ENOTFOUND") return { state: "unknown" };
    }
  return { state: "no_mail" };
}
