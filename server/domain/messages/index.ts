export { announceDue } from "./announce-due";
export { sendTest } from "./commands";
export { type Dispatched, type DispatchOptions, dispatchDue } from "./dispatch";
export { type EngagementHit, findLetterPage, findLinkUrl, recordHits } from "./engagement";
export { messageEngagedData, messageEngagedName, messagePlannedData, messagePlannedName } from "./events";
export * from "./model";
export { type PlanMessages, type Planned, planMessages } from "./plan-messages";
export {
  type Choice,
  findPreferences,
  type Preferences,
  saveChoice,
  type UnsubscribeReason,
  unsubscribeReasons,
} from "./preferences";
export {
  type EntryOrigin,
  getMessage,
  getMessageSource,
  listCustomerMessages,
  listMessages,
  type MessageRow,
  type StoryEvent,
} from "./queries";
export { recordCallbacks } from "./record-callbacks";
export { type NewMessageEvent, recordMessageEvents } from "./record-events";
export { type LinkPurpose, type LinkTarget, linkToken, linkUrl, readLinkToken } from "./tokens";
