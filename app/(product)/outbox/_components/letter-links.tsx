"use client";
import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { Badge } from "@/app/_ui/display/badge";
import { Section } from "@/app/_ui/layout/section";
import { followedLinks } from "./followed-links";
import type { OutboxMessage } from "./message-words";

/**
 * Where the letter leads and what was followed. A letter of the sandbox works: its links open here, in a tab of their
 * own and with the sender's referrer kept back, and count as hers.
 */
export function LetterLinks({ message }: { message: OutboxMessage }) {
  const t = useTranslations("outbox.links");
  const { content, live, events } = message;
  if (!content) return null;
  const links = followedLinks(content.links, events);
  return (
    <Section
      title={t("title")}
      description={live ? t("live") : t("still")}
      actions={
        live ? (
          <>
            <Button asChild size="sm">
              <a href={live.web} target="_blank" rel="noopener noreferrer">
                {t("openLetter")}
                <ExternalLink />
              </a>
            </Button>
            {message.isTransactional ? null : (
              <Button asChild size="sm" variant="ghost">
                <a href={live.unsubscribe} target="_blank" rel="noopener noreferrer">
                  {t("unsubscribe")}
                  <ExternalLink />
                </a>
              </Button>
            )}
          </>
        ) : null
      }
    >
      {links.length === 0 ? <p className="text-muted text-sm">{t("none")}</p> : null}
      <ul className="flex flex-col">
        {links.map((link) => (
          <li
            key={link.url}
            className="flex min-w-0 items-center justify-between gap-3 border-b py-1.5 text-sm last:border-0"
          >
            <Target link={link} href={live?.clicks[link.linkNo]} />
            {link.clicks > 0 ? (
              <Badge tone="accent">{t("clicks", { count: link.clicks })}</Badge>
            ) : (
              <span className="shrink-0 text-faint text-xs">{t("notClicked")}</span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Target({ link, href }: { link: { url: string; shown: string }; href: string | undefined }) {
  if (!href)
    return (
      <span title={link.url} className="min-w-0 truncate">
        {link.shown}
      </span>
    );
  return (
    <a
      href={href}
      title={link.url}
      target="_blank"
      rel="noopener noreferrer"
      className="quiet-link min-w-0 truncate"
    >
      {link.shown}
    </a>
  );
}
