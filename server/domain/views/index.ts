/**
 * Saved views: a list's filters, sorting and columns under a name, shown as tabs over the list.
 *
 * A view belongs to one user, to a role, or to all. Everybody makes her own; giving one to a role or to all takes
 * `views:share`. One view of an audience may be the default: the list opens with the user's own default, else with her
 * role's, else with everybody's. The state is what the page's address says and how the columns stand: this domain keeps
 * it and does not look into it, so that every list can have views.
 */
export { deleteView, saveView } from "./commands";
export { listViews, type SavedView } from "./queries";
