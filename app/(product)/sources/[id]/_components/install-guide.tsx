"use client";
import { useTranslations } from "next-intl";
import { oneOfOr, searchSpec } from "@/app/_components/search-params";
import { useSearch } from "@/app/_components/use-search";
import { CodeBlock } from "@/app/_ui/display/code-block";
import { Section } from "@/app/_ui/layout/section";
import { Tabs } from "@/app/_ui/layout/tabs";
import {
  consentCalls,
  curl,
  pageCalls,
  segmentBrowser,
  segmentNode,
  snippet,
  type Wiring,
} from "./install-code";

const ways = ["site", "segment", "server"] as const;
const waySearch = searchSpec({ way: oneOfOr(ways, "site") });

/** Three ways to wire it up, each ready to paste. */
export function InstallGuide(wiring: Wiring) {
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
          {way === "site" ? (
            <>
              <Step text={t("snippet")} caption="HTML" code={snippet(wiring)} />
              <Step text={t("calls")} caption="JavaScript" code={pageCalls} />
              <Step text={t("consent")} caption="JavaScript" code={consentCalls(wiring)} />
            </>
          ) : null}
          {way === "segment" ? (
            <>
              <Step
                text={t("segmentBrowser")}
                caption="@segment/analytics-next"
                code={segmentBrowser(wiring)}
              />
              <Step text={t("segmentNode")} caption="@segment/analytics-node" code={segmentNode(wiring)} />
            </>
          ) : null}
          {way === "server" ? <Step text={t("curl")} caption="curl" code={curl(wiring)} /> : null}
        </ol>
      </Tabs>
    </Section>
  );
}

const Step = ({ text, caption, code }: { text: string; caption: string; code: string }) => (
  <li className="flex flex-col gap-2">
    <p className="max-w-160 text-pretty text-muted text-sm">{text}</p>
    <CodeBlock caption={caption} code={code} />
  </li>
);
