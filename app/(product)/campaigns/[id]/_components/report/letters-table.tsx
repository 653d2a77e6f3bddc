"use client";
import { useTranslations } from "next-intl";
import { Section } from "@/app/_ui/layout/section";
import type { OpenableMetric } from "../../search-params";
import { useReasonText } from "../use-reason-text";
import { Count, fewLetters, Rate, type Report, type ReportNode, useNodeText } from "./report-context";
import { Cell, ReportTable, RowHead } from "./report-table";

type Messages = Report["messages"];
type Base = "planned" | "sent" | "delivered";

/** Each column with the count that its share is of. */
const columns = [
  { metric: "planned" },
  { metric: "skipped", base: "planned" },
  { metric: "sent", base: "planned" },
  { metric: "delivered", base: "sent" },
  { metric: "opened", base: "delivered" },
  { metric: "clicked", base: "delivered" },
  { metric: "unsubscribed", base: "delivered" },
  { metric: "failed", base: "planned" },
  { metric: "uncertain", base: "planned" },
] as const satisfies readonly { metric: OpenableMetric; base?: Base }[];

/** What became of the letters, step by step; every share names what it is of. */
export function LettersTable({ report }: { report: Report }) {
  const t = useTranslations("campaigns.report.letters");
  const textOf = useNodeText();
  const letters = report.nodes.filter(
    (node): node is ReportNode & { messages: Messages } => node.messages !== null,
  );
  if (letters.length === 0) return null;
  const tellsDelivery = report.messages.delivered > 0 || report.messages.sent === 0;
  const baseOf = (base: Base | undefined): Base | undefined =>
    base === "delivered" && !tellsDelivery ? "sent" : base;
  const isFew = letters.some(({ messages }) => messages.sent > 0 && messages.sent < fewLetters);
  const head = [
    { id: "letter", text: t("letter"), isText: true },
    ...columns.map((column) => {
      const base = "base" in column ? baseOf(column.base) : undefined;
      return { id: column.metric, text: t(column.metric), ...(base ? { hint: t(`of.${base}`) } : {}) };
    }),
  ];
  const row = (name: string, messages: Messages, node?: string) => (
    <tr key={node ?? ""}>
      <RowHead>{name}</RowHead>
      {columns.map((column) => {
        const base = "base" in column ? baseOf(column.base) : undefined;
        return (
          <Cell key={column.metric}>
            {column.metric === "delivered" && !tellsDelivery ? (
              <span className="text-faint" title={t("noReceipts")}>
                —
              </span>
            ) : (
              <>
                <Count count={messages[column.metric]} metric={column.metric} node={node} />
                {base && messages[column.metric] > 0 ? (
                  <Rate part={messages[column.metric]} base={messages[base]} />
                ) : null}
                {column.metric === "skipped" || column.metric === "failed" ? (
                  <Reasons messages={messages} metric={column.metric} node={node} />
                ) : null}
              </>
            )}
          </Cell>
        );
      })}
    </tr>
  );
  return (
    <Section title={t("title")} description={t("text")}>
      <ReportTable label={t("title")} head={head}>
        {letters.map((node) => row(textOf(node).name, node.messages, node.nodeId))}
        {letters.length > 1 ? row(t("all"), report.messages) : null}
      </ReportTable>
      <div className="flex flex-col gap-1 text-faint text-xs">
        {tellsDelivery ? null : <p>{t("noReceipts")}</p>}
        {isFew ? <p>{t("few", { count: fewLetters })}</p> : null}
        {report.messages.uncertain > 0 ? <p>{t("uncertainHint")}</p> : null}
      </div>
    </Section>
  );
}

function Reasons({
  messages,
  metric,
  node,
}: {
  messages: Messages;
  metric: "skipped" | "failed";
  node: string | undefined;
}) {
  const reasonText = useReasonText();
  const byReason = metric === "skipped" ? messages.skippedByReason : messages.failedByReason;
  return Object.entries(byReason)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => (
      <span key={reason} className="block text-2xs">
        <Count
          count={count}
          metric={metric}
          node={node}
          reason={reason}
          text={`${count} · ${reasonText(reason)}`}
          className="text-muted"
        />
      </span>
    ));
}
