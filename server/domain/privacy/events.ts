/** Somebody is to be forgotten: the order is on record, the work is done in the background. */
export const erasureRequested = "privacy/erasure.requested";
