"use client";
import { AbandonedCartForm } from "./node-forms/abandoned-cart-form";
import { FilterForm } from "./node-forms/filter-form";
import { RfmTransitionForm } from "./node-forms/rfm-transition-form";
import { SegmentMoveForm } from "./node-forms/segment-move-form";
import { SendEmailForm } from "./node-forms/send-email-form";
import { WaitForm } from "./node-forms/wait-form";
import type { NodePanelProps } from "./node-panel";

/** The settings of a step by its kind; a kind without settings has none to show. */
export function NodeForm(props: NodePanelProps) {
  const set = (change: Record<string, unknown>, name = Object.keys(change).join()) =>
    props.onChange({ settings: { ...props.node.settings, ...change } }, name);
  switch (props.node.kind) {
    case "abandoned-cart":
      return <AbandonedCartForm settings={props.node.settings} onChange={set} />;
    case "segment-entered":
    case "segment-left":
      return <SegmentMoveForm settings={props.node.settings} facts={props.facts} onChange={set} />;
    case "rfm-transition":
      return <RfmTransitionForm settings={props.node.settings} onChange={set} />;
    case "wait":
      return <WaitForm settings={props.node.settings} onChange={set} />;
    case "filter":
      return (
        <FilterForm
          node={props.node}
          graph={props.graph}
          facts={props.facts}
          isReadOnly={props.isReadOnly}
          onChange={set}
        />
      );
    case "send-email":
      return <SendEmailForm settings={props.node.settings} facts={props.facts} onChange={set} />;
    default:
      return null;
  }
}
