/** Where who enters now goes: which version, past which trigger, to which node, in which cohort. */
export interface Entry {
  version: number;
  triggerNodeId: string;
  /** First node after the trigger. */
  nodeId: string;
  cohortId: string;
}
