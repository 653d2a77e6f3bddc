/** What is known of mail domains without asking anybody. */

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Whose mailboxes these are, by domain. */
const providerDomains: Record<string, readonly string[]> = {
  gmail: ["gmail.com", "googlemail.com"],
  mailru: ["mail.ru", "bk.ru", "inbox.ru", "list.ru", "internet.ru", "mail.ua", "xmail.ru", "vk.com"],
  yandex: [
    "yandex.ru",
    "ya.ru",
    "yandex.com",
    "yandex.by",
    "yandex.kz",
    "yandex.ua",
    "yandex.uz",
    "yandex.com.tr",
    "narod.ru",
  ],
  outlook: [
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "hotmail.co.uk",
    "hotmail.fr",
    "hotmail.de",
    "hotmail.it",
    "hotmail.es",
    "live.co.uk",
    "live.fr",
    "live.ru",
    "outlook.de",
    "outlook.fr",
    "outlook.es",
  ],
  icloud: ["icloud.com", "me.com", "mac.com"],
  rambler: ["rambler.ru", "lenta.ru", "autorambler.ru", "myrambler.ru", "ro.ru", "rambler.ua"],
  yahoo: [
    "yahoo.com",
    "ymail.com",
    "rocketmail.com",
    "yahoo.co.uk",
    "yahoo.fr",
    "yahoo.de",
    "yahoo.es",
    "yahoo.it",
    "yahoo.co.jp",
    "yahoo.com.br",
    "aol.com",
  ],
  proton: ["proton.me", "protonmail.com", "pm.me"],
  gmx: ["gmx.de", "gmx.net", "gmx.com", "gmx.at", "gmx.ch", "web.de"],
};
const providerOfDomain = new Map(
  Object.entries(providerDomains).flatMap(([provider, domains]) =>
    domains.map((domain) => [domain, provider] as const),
  ),
);

/** Whose servers take the mail, by the end of the name in the domain's MX record. */
const providerHosts: readonly (readonly [string, string])[] = [
  ["google.com", "gmail"],
  ["googlemail.com", "gmail"],
  ["mail.ru", "mailru"],
  ["yandex.net", "yandex"],
  ["yandex.ru", "yandex"],
  ["outlook.com", "outlook"],
  ["hotmail.com", "outlook"],
  ["icloud.com", "icloud"],
  ["rambler.ru", "rambler"],
  ["yahoodns.net", "yahoo"],
  ["protonmail.ch", "proton"],
  ["gmx.net", "gmx"],
];

export const providerByDomain = (domain: string): string | undefined => providerOfDomain.get(domain);
export const providerByHost = (host: string): string | undefined => {
  const name = host.toLowerCase().replace(/\.$/, "");
  return providerHosts.find(([end]) => name === end || name.endsWith(`.${end}`))?.[1];
};

/**
 * Domains that people mean when they mistype; the more popular first. The demo retailer's own are the last two: in a reserved zone, so that a
 * slip of them reaches nobody.
 */
export const commonDomains: readonly string[] = words(`
  gmail.com mail.ru yandex.ru bk.ru inbox.ru list.ru ya.ru rambler.ru icloud.com outlook.com hotmail.com yahoo.com
  live.com internet.ru googlemail.com protonmail.com proton.me me.com aol.com ukr.net gmx.de web.de t-online.de
  orange.fr yandex.com yandex.by yandex.kz tut.by hotmail.fr yahoo.fr yahoo.de yahoo.co.uk hotmail.co.uk libero.it
  wp.pl gmx.net mail.com msn.com ymail.com
  mail.example post.example
`);
/**
 * Real mail domains one letter away from a more common one: never "corrected". (`mail.com` is not `gmail.com`, `ya.ru`
 * is not `y.ru`.)
 */
export const realLookalikes: ReadonlySet<string> = new Set(
  words(`
  mail.com email.com ymail.com mail.de mail.ua mail.by mail.kz mail.ee email.ru gmx.com gmx.at gmx.ch gmx.fr
  gmx.us live.ru live.de live.fr live.it live.nl live.co.uk me.com mac.com ya.com ok.ru bk.com inbox.com inbox.lv
  inbox.lt list.com mail.lv mail.bg mail.fr web.com wp.com op.pl yandex.ua yandex.uz yandex.com.tr rambler.ua
  yahoo.ca yahoo.es yahoo.it yahoo.in yahoo.co.in yahoo.com.br yahoo.co.jp yahoo.com.au yahoo.com.mx hotmail.de
  hotmail.it hotmail.es hotmail.be hotmail.nl outlook.de outlook.fr outlook.es outlook.it outlook.ru i.ua meta.ua
  pm.me xmail.ru qmail.com fmail.com zmail.ru umail.com vk.ru nm.ru km.ru e1.ru r66.ru ngs.ru sibmail.com
  orange.com proton.com icloud.net msn.ru mail.md mail.uz mail.kg mail.tj mail.am mail.ge mail.az mil.ru
`),
);

/** Mistakes further away than one edit, or whose nearest neighbour is not what is meant. */
export const knownMistakes: ReadonlyMap<string, string> = new Map([
  ["gmail.ru", "gmail.com"],
  ["gmail.cm", "gmail.com"],
  ["gmail.co", "gmail.com"],
  ["gmail.con", "gmail.com"],
  ["gmail.comm", "gmail.com"],
  ["gmail.om", "gmail.com"],
  ["gmail.com.ru", "gmail.com"],
  ["gmial.com", "gmail.com"],
  ["gmai.ru", "gmail.com"],
  ["gmil.ru", "gmail.com"],
  ["jmail.com", "gmail.com"],
  ["gmail.net", "gmail.com"],
  ["mail.rru", "mail.ru"],
  ["mail.ry", "mail.ru"],
  ["mail.tu", "mail.ru"],
  ["mai.ru", "mail.ru"],
  ["maul.ru", "mail.ru"],
  ["meil.ru", "mail.ru"],
  ["maill.ru", "mail.ru"],
  ["mmail.ru", "mail.ru"],
  ["maiil.ru", "mail.ru"],
  ["mailru.ru", "mail.ru"],
  ["mael.ru", "mail.ru"],
  ["mal.ru", "mail.ru"],
  ["mail.ur", "mail.ru"],
  ["mail.r", "mail.ru"],
  ["mail.u", "mail.ru"],
  ["yandex.r", "yandex.ru"],
  ["yndex.ru", "yandex.ru"],
  ["yandeks.ru", "yandex.ru"],
  ["jandex.ru", "yandex.ru"],
  ["iandex.ru", "yandex.ru"],
  ["yandex.ry", "yandex.ru"],
  ["ramler.ru", "rambler.ru"],
  ["rambler.ry", "rambler.ru"],
  ["iclod.com", "icloud.com"],
  ["icloud.ru", "icloud.com"],
  ["icloud.co", "icloud.com"],
  ["icloud.con", "icloud.com"],
  ["hotmail.ru", "hotmail.com"],
  ["hotmail.con", "hotmail.com"],
  ["hotmal.com", "hotmail.com"],
  ["outlok.com", "outlook.com"],
  ["outlook.con", "outlook.com"],
  ["yahoo.con", "yahoo.com"],
]);

/** Addresses of a function rather than of a person. */
export const roleNames: ReadonlySet<string> = new Set(
  words(`
  abuse accounting accounts admin administrator billing booking buh buhgalter contact contacts customerservice
  daemon director do-not-reply donotreply feedback finance ftp help helpdesk hello hostmaster hr info it job jobs
  kadry kontakt mailer-daemon marketing media news no-reply no_reply noc noreply office order orders postmaster pr
  press privacy reception reklama root sale sales secretary security service shop snab spam support sysadmin team
  tech usenet uucp webmaster welcome www zakaz zakupki
`),
);

/** Mailboxes for ten minutes. Only the widely used ones: a list of all would be stale tomorrow. */
export const disposableDomains: ReadonlySet<string> = new Set(
  words(`
  10minutemail.com 10minutemail.net 20minutemail.com 33mail.com anonaddy.me burnermail.io cock.li crazymailing.com
  discard.email dispostable.com dropmail.me emailondeck.com fakeinbox.com fakemail.net filzmail.com getairmail.com
  getnada.com guerrillamail.com guerrillamail.info guerrillamail.net guerrillamail.org guerrillamailblock.com
  inboxbear.com inboxkitten.com jetable.org mail-temp.com mail-temporaire.fr mailcatch.com maildrop.cc
  mailinator.com mailinator.net mailnesia.com mailnull.com mailsac.com mailto.plus mintemail.com mohmal.com
  moakt.com mytemp.email mytrashmail.com nada.email one-time.email sharklasers.com spam4.me spambog.com spambog.ru
  spamgourmet.com temp-mail.io temp-mail.org temp-mail.ru tempail.com tempinbox.com tempmail.com tempmail.net
  tempmail.plus tempmailo.com tempr.email throwawaymail.com trashmail.com trashmail.de trashmail.net tmail.ws
  tmpmail.net tmpmail.org wegwerfmail.de yopmail.com yopmail.fr yopmail.net zetmail.com
`),
);

/** Domains that exist for examples and tests alone (RFC 2606): there is nothing to ask about them. */
export const isReservedDomain = (domain: string): boolean =>
  /(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org))$/.test(domain);
