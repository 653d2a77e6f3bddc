"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { StatusDot, type Tone } from "@/app/_ui/display/badge";
import { Section } from "@/app/_ui/layout/section";
import type { Home } from "./home-view";

const tones: Record<string, Tone> = { active: "ok", paused: "warn", stopped: "neutral", draft: "neutral" };

/** Which campaigns worked this week, and what each brought. */
export function CampaignsOfWeek({ campaigns }: { campaigns: Home["campaigns"] }) {
  const t = useTranslations("home.campaigns");
  const format = useFormat();
  if (campaigns.length === 0) return null;
  return (
    <Section
      title={t("title")}
      actions={
        <Link href="/campaigns" className="text-link text-sm">
          {t("all")}
        </Link>
      }
    >
      <div className="overflow-x-auto">
        <table className="w-full min-w-140 text-sm">
          <thead className="text-left text-muted text-xs">
            <tr>
              <th className="border-b py-1.5 pr-4 font-normal">{t("name")}</th>
              <th className="w-28 border-b px-3 py-1.5 font-normal">{t("state")}</th>
              <th className="w-24 border-b px-3 py-1.5 text-right font-normal">{t("entered")}</th>
              <th className="w-24 border-b px-3 py-1.5 text-right font-normal">{t("sent")}</th>
              <th className="w-24 border-b px-3 py-1.5 text-right font-normal">{t("clicked")}</th>
              <th className="w-32 border-b py-1.5 pl-3 text-right font-normal">{t("earned")}</th>
            </tr>
          </thead>
          <tbody>
            {campaigns.map((campaign) => (
              <tr key={campaign.id} className="hover:bg-hover">
                <td className="border-b py-2 pr-4 font-medium">
                  <Link href={`/campaigns/${campaign.id}`} className="quiet-link">
                    {campaign.name}
                  </Link>
                </td>
                <td className="border-b px-3">
                  <StatusDot tone={tones[campaign.state] ?? "neutral"}>
                    {t.has(`states.${campaign.state}`) ? t(`states.${campaign.state}`) : campaign.state}
                  </StatusDot>
                </td>
                <td className="figures border-b px-3 text-right">{format.number(campaign.entered)}</td>
                <td className="figures border-b px-3 text-right">{format.number(campaign.sent)}</td>
                <td className="figures border-b px-3 text-right">{format.number(campaign.clicked)}</td>
                <td className="figures border-b pl-3 text-right font-medium">
                  {format.moneyWhole(campaign.attributedMinor)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
