export { type Dispatched, type DispatchOptions, dispatchDue } from "./dispatch";
export { messagePlannedData, messagePlannedName } from "./events";
export * from "./model";
export { type PlanMessages, type Planned, planMessages } from "./plan-messages";
