/** People are to be merged in the background: what somebody ordered, or a rule allows. */
export const mergesOrdered = "identity/merges.ordered";
/** Many people may have changed by what is compared: look again soon. */
export const duplicatesStale = "identity/duplicates.stale";
