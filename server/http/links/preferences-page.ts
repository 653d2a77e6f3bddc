import { type Preferences, unsubscribeReasons } from "@/server/domain/messages";
import { escapeHtml, htmlPage } from "./page";
import { texts } from "./preferences-texts";

export type PreferencesView = "form" | "gone" | "saved" | "expired";

/** The subscription page: inert until a button is pressed. `confirm` lets only somebody who sees the page come back. */
export function preferencesPage(shown: Preferences, view: PreferencesView, confirm: string): Response {
  const say = texts[shown.locale];
  const page = (body: string) =>
    htmlPage({ locale: shown.locale, title: say.title, brand: shown.company, body });
  if (shown.isTest) return page(`<h1>${say.testTitle}</h1><p>${say.testHint}</p>`);
  if (view === "saved")
    return page(`<h1>${say.saved}</h1><p>${say.savedHint}</p><p><a href="">${say.back}</a></p>`);
  if (view === "gone" || !shown.isSubscribed) return page(goneBody(shown, confirm));
  const lead = `<h1>${say.title}</h1><p>${escapeHtml(say.lead(shown.maskedAddress))}</p>`;
  const warning = view === "expired" ? `<p role="alert">${say.expired}</p>` : "";
  return page(lead + warning + topicsForm(shown, confirm) + leaveForm(shown));
}

function goneBody(shown: Preferences, confirm: string): string {
  const say = texts[shown.locale];
  return `<h1>${say.gone}</h1><p>${escapeHtml(say.lead(shown.maskedAddress))}</p><p>${say.goneHint}</p>
<form method="post"><input type="hidden" name="action" value="resubscribe"><input type="hidden" name="confirm" value="${escapeHtml(confirm)}">
<button class="quiet">${say.comeBack}</button></form>`;
}

function topicsForm(shown: Preferences, confirm: string): string {
  if (shown.categories.length === 0) return "";
  const say = texts[shown.locale];
  const boxes = shown.categories.map(
    ({ code, name, description, isSubscribed }) =>
      `<label><input type="checkbox" name="keep" value="${escapeHtml(code)}"${isSubscribed ? " checked" : ""}><span>${escapeHtml(name)}${description ? `<small>${escapeHtml(description)}</small>` : ""}</span></label>`,
  );
  return `<form method="post"><input type="hidden" name="action" value="topics"><input type="hidden" name="confirm" value="${escapeHtml(confirm)}">
<fieldset><legend>${say.topics}</legend>${boxes.join("")}</fieldset><p>${say.topicsHint}</p><button>${say.saveTopics}</button></form>`;
}

function leaveForm(shown: Preferences): string {
  const say = texts[shown.locale];
  const reasons = unsubscribeReasons.map(
    (code) =>
      `<label><input type="radio" name="reason" value="${code}"><span>${say.reasons[code]}</span></label>`,
  );
  const isOnly = shown.categories.length === 0;
  return `${isOnly ? "" : "<hr>"}<form method="post"><input type="hidden" name="action" value="leave">
<fieldset><legend>${isOnly ? say.why : `${say.leaveTitle}. ${say.why}`}</legend>${reasons.join("")}</fieldset>
<button${isOnly ? "" : ' class="quiet"'}>${say.leaveAll}</button></form>`;
}
