/**
 * Tags: words people put on people ("buys only promo goods"), without order among them.
 *
 * A tag has a name (unique whatever the case), a colour, a description. Putting it on somebody who has it changes only
 * how long it stays: the date told last counts. An assignment may end at a moment; from that moment it counts as gone
 * everywhere, and a job removes it then. Merging people unites their tags (`customer_tags`), the longer stay wins.
 *
 * `addTags(tx, …)` and `removeTags(tx, …)` are set-wise: any number of people in one statement, answering who changed.
 * Whoever writes an end calls `announceExpiry`, so that the job wakes for it.
 */
export { createTag, deleteTag, tagCustomer, untagCustomer, updateTag } from "./commands";
export { announceExpiry, expiryData, expirySet, nextExpiry, removeExpired } from "./expiry";
export { type TagColor, tagColors } from "./model";
export { listTags, type TagView, tagsOfCustomer } from "./queries";
export { addTags, removeTags } from "./store";
