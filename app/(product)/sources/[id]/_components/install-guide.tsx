"use client";
import { useTranslations } from "next-intl";
import { oneOfOr, searchSpec } from "@/app/_components/search-params";
import { useSearch } from "@/app/_components/use-search";
import { CodeBlock } from "@/app/_ui/display/code-block";
import { Section } from "@/app/_ui/layout/section";
import { Tabs } from "@/app/_ui/layout/tabs";
import * as code from "./install-code";

const ways = ["site", "gtm", "next", "segment", "server", "mobile"] as const;
type Way = (typeof ways)[number];
const waySearch = searchSpec({ way: oneOfOr(ways, "site") });

/** What to paste where, for each way of wiring: text, caption, code. */
function stepsOf(way: Way, wiring: code.Wiring): [string, string, string][] {
  switch (way) {
    case "site":
      return [
        ["snippet", "HTML", code.snippet(wiring)],
        ["calls", "JavaScript", code.pageCalls],
        ["consent", "JavaScript", code.consentCalls(wiring)],
      ];
    case "gtm":
      return [
        ["gtmTag", "Custom HTML", code.gtmTag(wiring)],
        ["gtmEvents", "Custom HTML", code.gtmEvents],
      ];
    case "next":
      return [
        ["nextLayout", "app/layout.tsx", code.nextLayout(wiring)],
        ["nextCalls", "TypeScript", code.nextCalls],
      ];
    case "segment":
      return [
        ["segmentBrowser", "@segment/analytics-next", code.segmentBrowser(wiring)],
        ["segmentNode", "@segment/analytics-node", code.segmentNode(wiring)],
      ];
    case "server":
      return [
        ["curl", "curl", code.curl(wiring)],
        ["node", "Node", code.nodeFetch(wiring)],
      ];
    case "mobile":
      return [["mobile", "HTTP", code.mobileHttp(wiring)]];
  }
}

/** Every way to wire it up, each ready to paste. */
export function InstallGuide(wiring: code.Wiring) {
  const t = useTranslations("sources.install");
  const [{ way }, set] = useSearch(waySearch);
  return (
    <Section title={t("title")}>
      <Tabs
        label={t("title")}
        value={way}
        onChange={(next) => set({ way: next })}
        tabs={ways.map((value) => ({ value, label: t(`ways.${value}`) }))}
        className="border-b"
      >
        <ol className="flex flex-col gap-6 pt-4">
          {stepsOf(way, wiring).map(([text, caption, source]) => (
            <li key={text} className="flex flex-col gap-2">
              <p className="max-w-160 text-pretty text-muted text-sm">{t(`texts.${text}` as "texts.curl")}</p>
              <CodeBlock caption={caption} code={source} />
            </li>
          ))}
        </ol>
      </Tabs>
    </Section>
  );
}
