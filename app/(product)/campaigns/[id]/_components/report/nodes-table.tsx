"use client";
import { useTranslations } from "next-intl";
import { ExactTime } from "@/app/_components/moment";
import { Section } from "@/app/_ui/layout/section";
import { NodeMark } from "../../../_components/chain-steps";
import { useReasonText } from "../use-reason-text";
import { Count, type Report, type ReportNode, useNodeText } from "./report-context";
import { Cell, ReportTable, RowHead } from "./report-table";

/** The funnel step by step: who came, by which way they left, who waits, who was dropped and why. */
export function NodesTable({ report }: { report: Report }) {
  const t = useTranslations("campaigns.report.nodes");
  const textOf = useNodeText();
  const head = ["step", "in", "out", "yes", "no", "here", "dropped"] as const;
  return (
    <Section title={t("title")} description={t("text")}>
      <ReportTable label={t("title")} head={head.map((id) => ({ id, text: t(id), isText: id === "step" }))}>
        {report.nodes.map((node) => (
          <tr key={node.nodeId}>
            <RowHead>
              <span className="flex items-start gap-2">
                <NodeMark kind={node.kind} size="sm" />
                <span className="min-w-0 pt-0.5">
                  <span className="block truncate">{textOf(node).name}</span>
                  <span className="line-clamp-2 text-pretty font-normal text-2xs text-muted">
                    {textOf(node).summary}
                  </span>
                </span>
              </span>
            </RowHead>
            <Cell>
              <Count count={node.in} metric="node_in" node={node.nodeId} />
            </Cell>
            <Cell>
              <Count count={node.out} metric="node_out" node={node.nodeId} />
              {node.notSent > 0 ? (
                <span className="block text-2xs">
                  <Count
                    count={node.notSent}
                    metric="node_not_sent"
                    node={node.nodeId}
                    text={t("notSent", { count: node.notSent })}
                    className="text-muted"
                  />
                </span>
              ) : null}
            </Cell>
            <Cell>
              <Branch node={node} way="yes" />
            </Cell>
            <Cell>
              <Branch node={node} way="no" />
            </Cell>
            <Cell>
              <Count count={node.inFlight} metric="in_flight" node={node.nodeId} />
              <WaitingUntil node={node} />
            </Cell>
            <Cell>
              <Dropped node={node} />
            </Cell>
          </tr>
        ))}
      </ReportTable>
    </Section>
  );
}

/** Only filters part people. */
function Branch({ node, way }: { node: ReportNode; way: "yes" | "no" }) {
  if (node.kind !== "filter") return <span className="text-faint">·</span>;
  return <Count count={node[way]} metric={`node_${way}`} node={node.nodeId} />;
}

function WaitingUntil({ node }: { node: ReportNode }) {
  const t = useTranslations("campaigns.report.nodes");
  if (!node.firstDueAt) return null;
  const isSpan = node.lastDueAt && node.lastDueAt.getTime() - node.firstDueAt.getTime() > 60_000;
  return (
    <span className="block text-2xs text-muted">
      {t(isSpan ? "from" : "until")} <ExactTime at={node.firstDueAt} />
      {isSpan && node.lastDueAt ? (
        <span className="block">
          {t("until")} <ExactTime at={node.lastDueAt} />
        </span>
      ) : null}
    </span>
  );
}

function Dropped({ node }: { node: ReportNode }) {
  const reasonText = useReasonText();
  return (
    <>
      <Count count={node.dropped} metric="node_dropped" node={node.nodeId} />
      {Object.entries(node.droppedByReason).map(([reason, count]) => (
        <span key={reason} className="block text-2xs">
          <Count
            count={count}
            metric="node_dropped"
            node={node.nodeId}
            reason={reason}
            text={`${count} · ${reasonText(reason)}`}
            className="text-muted"
          />
        </span>
      ))}
    </>
  );
}
