"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { formatFor } from "@/app/_i18n/format";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import type { ContactsView } from "@/server/domain/quality";
import { useCan } from "../use-can";
import { ContactSuggestion } from "./contact-suggestion";
import { LetInDialog } from "./let-in-dialog";
import { useFactNames } from "./use-fact-names";

type Email = NonNullable<ContactsView["email"]>;
type Phone = NonNullable<ContactsView["phone"]>;

/** Both addresses of a person: their state in words, since when, what to do; provider, operator, her local time. */
export function ContactHealth({ customerId }: { customerId: number }) {
  const t = useTranslations("contact-health");
  const names = useFactNames();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.quality.contacts.queryOptions({ id: customerId }));
  if (!data) return <SkeletonText lines={6} />;
  const typo = data.suggestions.find((one) => one.kind === "email_typo")?.changes.email?.to;
  const place = [
    data.place.city && names.city(data.place.city),
    data.place.region && names.region(data.place.region),
    data.place.country && names.country(data.place.country),
  ].filter((part, i, all) => part && all.indexOf(part) === i);
  return (
    <div className="flex flex-col gap-4">
      <Contact customerId={customerId} kind="email" contact={data.email}>
        {data.email ? <EmailFacts email={data.email} /> : null}
        {typo ? <ContactSuggestion customerId={customerId} value={typo} /> : null}
      </Contact>
      <Contact customerId={customerId} kind="phone" contact={data.phone}>
        {data.phone ? <PhoneFacts phone={data.phone} /> : null}
      </Contact>
      <Line label={t("place")}>{place.length > 0 ? place.join(", ") : t("none")}</Line>
      <Line label={t("timeZone")}>
        <LocalTime timeZone={data.timeZone} />
        <span className="block text-faint text-xs">{t(`zoneFrom.${data.timeZoneFrom as "city"}`)}</span>
      </Line>
      {data.computedAt ? null : <p className="text-faint text-xs">{t("notJudged")}</p>}
    </div>
  );
}

interface ContactProps {
  customerId: number;
  kind: "email" | "phone";
  contact: Email | Phone | null;
  children: ReactNode;
}

function Contact({ customerId, kind, contact, children }: ContactProps) {
  const t = useTranslations("contact-health");
  const format = useFormat();
  const canWrite = useCan("customers:write");
  const [isLettingIn, setLettingIn] = useState(false);
  if (!contact)
    return (
      <Line label={t(`kinds.${kind}`)}>
        <span className="text-faint">—</span>
      </Line>
    );
  const isHard = contact.state === "hard";
  return (
    <Line label={t(`kinds.${kind}`)}>
      <span className={cn("break-all", isHard && "text-muted line-through")}>{contact.value}</span>
      {contact.state === "good" ? null : <Trouble contact={contact} />}
      {children}
      <span className="block text-faint text-xs">
        {contact.lastSuccessAt
          ? t("lastSuccess", { date: format.date(contact.lastSuccessAt) })
          : kind === "email"
            ? t("neverDelivered")
            : null}
      </span>
      {contact.unblockedAt ? (
        <span className="block text-faint text-xs">
          {t("unblocked", { date: format.date(contact.unblockedAt) })}
        </span>
      ) : null}
      {canWrite && contact.state !== "good" ? (
        <Button size="sm" className="mt-1.5 self-start" onClick={() => setLettingIn(true)}>
          {t("letIn.action")}
        </Button>
      ) : null}
      {isLettingIn ? (
        <LetInDialog
          customerId={customerId}
          kind={kind}
          value={contact.value}
          onClose={() => setLettingIn(false)}
        />
      ) : null}
    </Line>
  );
}

/** What is wrong, since when, who says so, and what to do. */
function Trouble({ contact }: { contact: Email | Phone }) {
  const t = useTranslations("contact-health");
  const format = useFormat();
  const isLandline = "type" in contact && contact.type === "fixed_line" && contact.by === "number";
  const remedy = isLandline
    ? "landline"
    : contact.codeName === "spam_complaint"
      ? "spam_complaint"
      : (contact.state as "soft" | "hard");
  const about = [
    t("code", { code: contact.code }),
    contact.since ? t("since", { date: format.date(contact.since) }) : undefined,
    contact.by ? t(`by.${contact.by as "provider"}`) : undefined,
  ].filter(Boolean);
  return (
    <span className="flex flex-col">
      <span
        className={cn(
          "flex items-center gap-1 font-medium text-xs",
          contact.state === "hard" ? "text-bad" : "text-warn",
        )}
      >
        <CircleAlert aria-hidden="true" className="size-3.5 shrink-0" />
        {t(`codes.${contact.codeName}`)}
      </span>
      <span className="text-faint text-xs">{about.join(" · ")}</span>
      {contact.softFailures > 0 ? (
        <span className="text-faint text-xs">{t("softFailures", { count: contact.softFailures })}</span>
      ) : null}
      <span className="text-pretty text-muted text-xs">{t(`remedies.${remedy}`)}</span>
    </span>
  );
}

function EmailFacts({ email }: { email: Email }) {
  const t = useTranslations("contact-health");
  const names = useFactNames();
  const facts = [
    email.provider ? names.provider(email.provider) : undefined,
    email.isRole ? t("role") : undefined,
    email.isDisposable ? t("disposable") : undefined,
    t(`mail.${email.mail.state as "unchecked"}`),
  ].filter(Boolean);
  return <span className="block text-muted text-xs">{facts.join(" · ")}</span>;
}

function PhoneFacts({ phone }: { phone: Phone }) {
  const t = useTranslations("contact-health");
  const names = useFactNames();
  const facts = [
    phone.type ? names.phoneType(phone.type) : undefined,
    phone.operator ? names.operator(phone.operator) : undefined,
    phone.region ? names.region(phone.region) : undefined,
    !phone.region && phone.country ? names.country(phone.country) : undefined,
  ].filter(Boolean);
  return (
    <span className="block text-muted text-xs" title={phone.operator ? t("operatorNote") : undefined}>
      {facts.join(" · ")}
    </span>
  );
}

function LocalTime({ timeZone }: { timeZone: string }) {
  const { locale, currency } = useFormat();
  // After hydration only: the server drew the page at another minute.
  const [now, setNow] = useState<Date>();
  useEffect(() => setNow(new Date()), []);
  return (
    <span className="figures">
      {now ? formatFor({ locale, currency, timeZone }).time(now) : ""}{" "}
      <span className="text-muted">{timeZone.replace(/_/g, " ")}</span>
    </span>
  );
}

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex min-w-0 gap-3 text-sm">
    <span className="w-24 shrink-0 text-muted">{label}</span>
    <div className="flex min-w-0 flex-1 flex-col gap-0.5">{children}</div>
  </div>
);
