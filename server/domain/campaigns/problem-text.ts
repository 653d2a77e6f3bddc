import type { FieldProblem } from "@/server/platform/errors";
import type { Problem } from "./nodes/kind";

/** The problems in English, for REST; the UI has its own words for the same codes. */
const texts: Record<string, (params: Problem["params"]) => string> = {
  trigger_missing: () => "The chain has no trigger. Add one.",
  trigger_second: () => "A chain has one trigger. Remove this one.",
  node_id_twice: () => "Two nodes have this id. Give each its own.",
  kind_unknown: ({ kind }) => `There is no node kind ${JSON.stringify(kind)}.`,
  setting_invalid: ({ message }) => String(message),
  idle_beyond_lifetime: ({ days }) =>
    `Nobody could enter: a cart is too old after ${days} days. Shorten the idle time.`,
  segment_not_chosen: () => "Choose the segment whose comings and goings begin the chain.",
  segment_unknown: ({ segment }) =>
    `There is no segment ${JSON.stringify(segment)} (any more). Choose another.`,
  rfm_way_not_chosen: () => "Say from where, to where, or which score rose or fell.",
  rfm_model_unknown: ({ model }) =>
    `There is no RFM model ${JSON.stringify(model)} (any more). Choose another.`,
  filter_without_conditions: () => "The filter has no condition. Add one.",
  message_node_not_before: ({ node }) =>
    `No message of node ${node} can have been sent before this filter. Choose an earlier sending node.`,
  template_not_chosen: () => "Choose a template.",
  template_unknown: ({ template }) => `There is no template ${JSON.stringify(template)}. Choose another.`,
  template_of_other_channel: ({ template }) =>
    `The template ${JSON.stringify(template)} is not an email. Choose another.`,
  template_not_published: ({ template }) =>
    `The template ${JSON.stringify(template)} is not published. Publish it first.`,
  port_unconnected: ({ port }) => `Nothing follows by the port ${port}. Connect it.`,
  port_connected_twice: ({ port }) => `Two edges leave by the port ${port}. Keep one.`,
  port_unknown: ({ port }) => `An edge leaves by ${port}, which this node does not have. Remove it.`,
  branches_unconnected: () => "No branch leads anywhere. Connect one.",
  edge_from_nowhere: ({ from }) => `An edge starts at ${from}, which is not there. Remove it.`,
  edge_to_nowhere: ({ to }) => `An edge leads to ${to}, which is not there. Remove it.`,
  edge_into_trigger: () => "Nothing may lead into a trigger. Remove the edge.",
  node_unreachable: () => "Nobody can come here from the trigger. Connect the node or remove it.",
  cycle_without_wait: () => "The chain runs in a circle without a wait. Add one, or cut the circle.",
};

export const problemText = (problem: Problem): string =>
  texts[problem.code]?.(problem.params) ?? problem.code;

/** As fields of an error: `graph.nodes.<id>.settings.<field>`. */
export const problemFields = (problems: readonly Problem[]): FieldProblem[] =>
  problems.map((problem) => ({
    path: [
      "graph",
      ...(problem.nodeId ? [`nodes.${problem.nodeId}`] : []),
      ...(problem.field ? [`settings.${problem.field}`] : []),
    ].join("."),
    message: problemText(problem),
  }));
